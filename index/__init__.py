"""What writing and asking share: vocabulary, encoders, store, search. Imports nobody of ours."""
