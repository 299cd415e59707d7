import { expect, test } from 'vitest';
import { confusionOf } from '../../../server/comparison/confusion.ts';
import { perClass } from '../../../server/comparison/per-class.ts';
import type { JudgedSample } from '../../../server/comparison/report.ts';

const top = (label: string) => ({ index: label.charCodeAt(0), label, score: 1 });
const judged = (label: string, a: string, b: string, at: number): JudgedSample => ({
  at,
  name: `s${at}`,
  label,
  a: top(a),
  b: top(b),
  outcome: 'both-wrong',
});

test('each class has its samples, recall, precision and F1 on both sides', () => {
  // Three cats and two dogs; A calls one cat a dog, B calls one dog a fox.
  const samples = ['cat cat cat', 'cat cat cat', 'cat dog cat', 'dog dog dog', 'dog dog fox'].map(
    (words, at) => {
      const [label = '', a = '', b = ''] = words.split(' ');
      return judged(label, a, b, at);
    },
  );
  const [cat, dog, fox] = perClass(samples, confusionOf(samples));
  expect(cat).toMatchObject({
    name: 'cat',
    samples: 3,
    a: { recall: 2 / 3, precision: 1, f1: 0.8 },
    b: { recall: 1, precision: 1, f1: 1 },
  });
  expect(dog).toMatchObject({
    samples: 2,
    a: { recall: 1, precision: 2 / 3, f1: 0.8 },
    b: { recall: 0.5, precision: 1, f1: 2 / 3 },
  });
  expect(fox).toMatchObject({ samples: 0, b: { recall: undefined, precision: 0, f1: 0 } });
  expect(fox?.recallInterval).toBeUndefined();
  // So few samples leave it open which side is better.
  expect(cat?.recallInterval?.low).toBeLessThan(0);
  expect(cat?.recallInterval?.high).toBeGreaterThan(0);
});
