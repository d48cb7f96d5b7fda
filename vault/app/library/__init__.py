"""What the firm owns: technologies, documents with their originals, and what they cost."""
