"""Members: making the vault with its first, their roles, grants, absences and secrets."""
