import { describe, expect, test } from 'vitest';
import { scrub, withoutSecretFields } from '../../../server/diagnostics/scrub.ts';

const ABOUT = { home: '/home/anna', user: 'anna', computer: 'annas-desk' };
const clean = (text: string) => scrub(text, ABOUT);

describe('what is taken out of a text', () => {
  test.each([
    ['/home/anna/models/mnist', '~/models/mnist'],
    ['{"path":"/home/anna"}', '{"path":"~"}'],
    ['/home/annabel/models', '/home/<user>/models'],
    ['/Users/ben/models', '/Users/<user>/models'],
    ['?path=%2Fhome%2Fanna%2Fx', '?path=~%2Fx'],
    ['started by anna on annas-desk', 'started by <user> on <computer>'],
    ['the models hannah and annas', 'the models hannah and annas'],
  ])('%s', (text, cleaned) => {
    expect(clean(text)).toBe(cleaned);
  });

  test('a home on Windows, as it is and as JSON spells it', () => {
    const about = { ...ABOUT, home: String.raw`C:\Users\anna` };
    const path = String.raw`C:\Users\anna\models`;
    expect(scrub(path, about)).toBe(String.raw`~\models`);
    expect(scrub(JSON.stringify({ path }), about)).toBe(String.raw`{"path":"~\\models"}`);
  });

  test.each([
    'api_key: "s3cr3t-value"',
    '"HF_TOKEN": "s3cr3t-value"',
    String.raw`{"text":"{\"token\": \"s3cr3t-value\"}"}`,
    '--auth-token=s3cr3t-value',
    'password = s3cr3t-value',
    'Authorization: Bearer s3cr3t-value',
    'https://anna:s3cr3t-value@example.org/model',
    'http://127.0.0.1:8000/desk/open/s3cr3t-value',
    'parameters { key: "aws_secret_access_key" value { string_value: "s3cr3t-value" } }',
    'key: "token",\n  value: { string_value: "s3cr3t-value" }',
    'hf_s3cr3t-value',
    '-----BEGIN PRIVATE KEY-----\ns3cr3t-value\n-----END PRIVATE KEY-----',
  ])('the secret in %s', (text) => {
    expect(clean(text)).not.toContain('s3cr3t');
    expect(clean(text)).toContain('<hidden>');
  });

  test('and nothing else: words of models stay', () => {
    const config = 'name: "token_type_ids"\nparameters { key: "tokenizer" value { string_value: "bert" } }';
    expect(clean(config)).toBe(config);
  });

  test('not the name of somebody who is everybody', () => {
    expect(scrub('the root of the tree', { home: '/root', user: 'root', computer: 'x' })).toBe(
      'the root of the tree',
    );
  });
});

test('fields that are called secret are hidden however deep they lie', () => {
  const options = {
    backendConfig: { python: { 'api-token': 'abc', port: '7' } },
    list: [{ password: 'abc' }],
  };
  expect(withoutSecretFields(options)).toEqual({
    backendConfig: { python: { 'api-token': '<hidden>', port: '7' } },
    list: [{ password: '<hidden>' }],
  });
});
