"""Models of tables; they hold plain rows and know no vault."""
