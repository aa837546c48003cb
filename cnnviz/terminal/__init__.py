"""What `python -m cnnviz` offers: arguments, what each command computes, and how it is said; importing it is quick."""
