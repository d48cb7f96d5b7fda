"""Who is asked for what: partners, what they signed, what they demand, what they hold."""
