import { expect, test } from 'vitest';
import { reachesOf } from '../../../../server/repository/trust/reaches.ts';

const found = (text: string) => reachesOf(text).map(({ kind, name, line }) => `${line} ${kind} ${name}`);

test('packages, the network, files and other programs are named with their lines', () => {
  const text = `import json
import numpy as np, torch.nn
import triton_python_backend_utils as pb_utils
from transformers import pipeline
import subprocess

class TritonPythonModel:
    def initialize(self, args):
        self.run = pipeline("sentiment-analysis")
        open("/etc/passwd")
        os.system("id")
`;
  expect(found(text)).toEqual([
    '2 packages numpy',
    '2 packages torch',
    '4 packages transformers',
    '4 network pipeline',
    '5 programs subprocess',
    '9 network pipeline',
    '10 files open',
    '11 programs os.system',
  ]);
});

test('a comment reaches for nothing', () => {
  expect(found('# import requests\nx = 1  # open(it)\n')).toEqual([]);
});

test('the requests of a model are no network, the package of that name is', () => {
  expect(found('import requests\ndef execute(self, requests):\n  requests.get(url)\n')).toEqual([
    '1 network requests',
    '3 network requests',
  ]);
});
