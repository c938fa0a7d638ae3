"""Prints the descriptors of Spark Connect's protocol that a folder of generated Python carries,
each as a line in base 64. Runs nothing of what it reads."""

import ast
import base64
import pathlib
import sys

for path in sorted(pathlib.Path(sys.argv[1]).glob("*_pb2.py")):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "AddSerializedFile":
            print(base64.b64encode(ast.literal_eval(node.args[0])).decode())
