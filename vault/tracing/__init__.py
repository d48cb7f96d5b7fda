"""The room where a leak is traced: find the page, align it, judge what was read from it.

In comes a file from outside, out goes a verdict. Whoever reads the leak holds no code keys;
whoever judges sees integers and keys, never the picture.
"""
