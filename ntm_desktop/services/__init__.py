"""One module per thing a person does. Services load, check, compute in the domain, store, and say what changed."""
