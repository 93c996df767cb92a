"""Training the models of the package from gold, and writing their cards."""
