"""What holds outside: evidence, timestamps, hash lists, verification, dossiers."""
