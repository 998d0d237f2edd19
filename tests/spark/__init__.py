"""Under a real local Spark; `make test-spark` runs these."""
