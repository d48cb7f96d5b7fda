"""How it looks: tokens in pairs of light and dark, a palette made of them, recoloured icons."""
