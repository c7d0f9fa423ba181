"""The pages about people: who may sign in, what they are in the city, and in which units they work."""
