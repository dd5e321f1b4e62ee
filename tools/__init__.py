"""What makes and checks parts of the project; none of it is in the package."""
