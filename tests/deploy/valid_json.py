"""`valid_json.py SCHEMA DIR`: every .json of DIR fits the schema."""

import json
import pathlib
import sys

import jsonschema

schema, directory = sys.argv[1:]
validator = jsonschema.Draft202012Validator(json.loads(pathlib.Path(schema).read_text()))
files = sorted(pathlib.Path(directory).glob("*.json"))
wrong = 0
for file in files:
    for error in validator.iter_errors(json.loads(file.read_text())):
        wrong += 1
        print(f"{file.name}: {error.json_path}: {error.message}")
sys.exit(1 if wrong or not files else 0)
