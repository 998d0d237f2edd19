"""The eight forms of rule, one module each: from a compiled rule and a record to rows."""
