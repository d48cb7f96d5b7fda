"""What keeps a vault alive: backups, their schedule, and what is due."""
