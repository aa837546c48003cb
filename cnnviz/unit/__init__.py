"""What a single unit of a layer sees and answers."""
