"""What a measurement says: built from stored scores, written as JSON, CSV or JUnit, and held against gates."""
