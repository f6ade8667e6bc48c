/** OpenAPI 3.1 generated from the contracts: every record type's reads and commands, and the report. */
import { forms } from '../areas/membership/acts.ts';
import { identityForm, settlementForm } from '../areas/membership/identity.ts';
import { productVersion } from '../backup/make.ts';
import type { FigureCatalogue } from '../figures/define.ts';
import type { Catalogue } from '../records/catalogue.ts';
import type { Field, RecordType } from '../records/define.ts';

type Json = Record<string, unknown>;

const described = (field: Field): Json => ({ title: field.words.vi, description: field.words.en });

function schemaOf(field: Field): Json {
  const about = described(field);
  switch (field.type) {
    case 'text':
      return { ...about, type: 'string', maxLength: field.max };
    case 'date':
      return { ...about, type: 'string', format: 'date' };
    case 'partial-date':
      return { ...about, type: 'string', pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$' };
    case 'count':
      return {
        ...about,
        type: 'integer',
        minimum: field.min ?? 0,
        ...(field.max ? { maximum: field.max } : {}),
      };
    case 'money':
      return { ...about, type: 'string', pattern: '^\\d{1,15}$' };
    case 'flag':
      return { ...about, type: 'boolean' };
    case 'choice':
      return { ...about, type: 'string', enum: Object.keys(field.options) };
    case 'choices':
      return { ...about, type: 'array', items: { type: 'string', enum: Object.keys(field.options) } };
    case 'reference':
      return { ...about, type: 'string', format: 'uuid', 'x-record': field.to };
  }
}

const nullable = (schema: Json): Json => ({ ...schema, type: [schema.type, 'null'] });

function recordSchema(type: RecordType): Json {
  const fields = Object.entries(type.fields);
  return {
    type: 'object',
    title: type.words.one.vi,
    description: type.words.one.en,
    properties: {
      id: {
        type: 'string',
        format: 'uuid',
        description: 'UUID version 7 made by the sender; sent twice, recorded once',
      },
      ...Object.fromEntries(
        fields.map(([name, f]) => [name, f.required ? schemaOf(f) : nullable(schemaOf(f))]),
      ),
    },
    required: ['id', ...fields.filter(([, f]) => f.required).map(([name]) => name)],
  };
}

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: Json) => ({ content: { 'application/json': { schema } } });
const refusal = { description: 'Từ chối / refused', ...json(ref('Refusals')) };
const idParameter = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };

const parameter = (name: string, description: string, required = false) => ({
  name,
  in: 'query',
  required,
  description,
  schema: { type: 'string' },
});

const object = (properties: Json, required: string[] = []): Json => ({
  type: 'object',
  properties,
  required,
});
const reasoned = object({ reason: { type: 'string', maxLength: 500 } }, ['reason']);
const body = (schema: Json) => ({ requestBody: { required: true, ...json(schema) } });

function readPaths(type: RecordType): Record<string, Record<string, Json>> {
  const tags = [type.area];
  const filters = [
    ...new Set([...Object.keys(type.fields), ...(type.date ? ['from', 'to'] : []), 'beneath', 'after']),
  ];
  const page = object({
    total: { type: 'integer' },
    next: { type: ['string', 'null'] },
    rows: { type: 'array', items: ref(type.name) },
  });
  return {
    [`/${type.name}.json`]: {
      get: {
        tags,
        summary: type.words.many.en,
        parameters: [
          ...filters.map((name) => parameter(name, type.fields[name]?.words.en ?? name)),
          parameter('purpose', 'What the list is for: without it at most 20 rows on members are given'),
        ],
        responses: { 200: { description: type.words.many.vi, ...json(page) } },
      },
    },
    [`/${type.name}/{id}.json`]: {
      get: {
        tags,
        summary: type.words.one.en,
        parameters: [idParameter],
        responses: {
          200: { description: type.words.one.vi, ...json(object({ record: ref(type.name) })) },
          404: refusal,
        },
      },
    },
  };
}

function writePaths(type: RecordType): Record<string, Record<string, Json>> {
  const tags = [type.area];
  const seen = object({ seen: { type: 'string', description: 'known_from of the version that was read' } }, [
    'seen',
  ]);
  const command = (verb: string, schema: Json, responses: Json) => ({
    post: {
      tags,
      summary: `${verb}: ${type.words.one.en}`,
      parameters: [idParameter],
      ...body(schema),
      responses,
    },
  });
  return {
    [`/${type.name}.json`]: {
      post: {
        tags,
        summary: `Enter: ${type.words.one.en}`,
        ...body(ref(type.name)),
        responses: {
          201: { description: 'Recorded' },
          200: { description: 'Already recorded' },
          422: refusal,
        },
      },
    },
    [`/${type.name}/{id}/correct.json`]: command(
      'Correct',
      { allOf: [ref(type.name), reasoned, seen] },
      {
        200: { description: 'Corrected' },
        409: refusal,
        422: refusal,
      },
    ),
    [`/${type.name}/{id}/withdraw.json`]: command('Withdraw', reasoned, {
      200: { description: 'Withdrawn' },
      422: refusal,
    }),
  };
}

function recordPaths(type: RecordType): Record<string, Json> {
  const reads = readPaths(type);
  if (type.actOnly) return reads;
  const writes = writePaths(type);
  const both = new Set([...Object.keys(reads), ...Object.keys(writes)]);
  return Object.fromEntries([...both].map((path) => [path, { ...reads[path], ...writes[path] }]));
}

function reportPaths(figures: FigureCatalogue): Record<string, Json> {
  const asked = [
    parameter('unit', 'unit code'),
    parameter('year', 'year'),
    parameter('as_of', 'work in progress as of'),
    parameter('known_at', 'as known at an instant'),
    parameter('tree', 'then or now'),
  ];
  const key = {
    name: 'key',
    in: 'path',
    required: true,
    schema: { type: 'string', enum: [...figures.figures.keys(), ...figures.ratios.keys()] },
  };
  return {
    '/reports/nine-month.json': {
      get: {
        tags: ['reports'],
        summary: 'Nine-month report',
        parameters: asked,
        responses: { 200: { description: 'Báo cáo 9 tháng' }, 404: refusal, 422: refusal },
      },
    },
    '/reports/nine-month/sign.json': {
      post: {
        tags: ['reports'],
        summary: 'Sign and freeze',
        parameters: asked,
        requestBody: json({
          type: 'object',
          properties: { id: { type: 'string' }, number: { type: 'string' }, signer: { type: 'string' } },
          required: ['number', 'signer'],
        }),
        responses: { 202: { description: 'Proposed; a second person approves' }, 422: refusal },
      },
    },
    '/figures/{key}.json': {
      get: {
        tags: ['reports'],
        summary: 'The records behind a figure',
        parameters: [key, ...asked],
        responses: { 200: { description: 'Danh sách bản ghi' }, 404: refusal },
      },
    },
  };
}

/** The official forms, a cell of one, and the reconciliation of member counts. */
function formPaths(): Record<string, Json> {
  const inPath = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } });
  const asked = [
    parameter('unit', 'unit code'),
    parameter('period', 'such as 2023-Q3, 2023-H1, 2023-9M, 2023'),
  ];
  const dated = [...asked, parameter('known_at', 'as known at an instant'), parameter('tree', 'then or now')];
  const get = (summary: string, parameters: Json[], said: string) => ({
    get: {
      ...{ tags: ['forms'], summary, parameters },
      responses: { 200: { description: said }, 404: refusal, 422: refusal },
    },
  });
  const form = [inPath('edition'), inPath('form')];
  return {
    '/forms.json': get('Editions of the official forms', [], 'Danh mục biểu'),
    '/forms/{edition}/{form}.json': get('An official form', [...form, ...dated], 'Biểu thống kê'),
    '/forms/{edition}/{form}/{cell}.json': get(
      'The records behind a cell',
      [...form, inPath('cell'), ...dated, parameter('before', '1: the same period last year')],
      'Danh sách bản ghi',
    ),
    '/form-differences/{edition}/{form}.json': get(
      'Differences between editions or days',
      [...form, parameter('with', 'edition'), parameter('on', 'day'), parameter('and', 'day')],
      'Khác nhau giữa các bản',
    ),
    '/member-counts.json': get(
      'Numbers of members beside those reported',
      asked,
      'Đối chiếu số liệu đảng viên',
    ),
  };
}

/** The named verbs on a member, declared like records though nothing is stored under their names. */
function memberPaths(): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(forms).map(([verb, form]) => [
      `/member/${verb}.json`,
      {
        post: {
          tags: ['membership'],
          summary: form.words.one.en,
          ...body(recordSchema(form)),
          responses: {
            201: { description: 'Recorded' },
            200: { description: 'Already recorded' },
            422: refusal,
          },
        },
      },
    ]),
  );
}

/** Identity numbers, and the settling of what follows where two files claim one. */
function identityPaths(): Record<string, Json> {
  const post = ({ words, fields }: RecordType, more: Json) => {
    const of = Object.entries(fields);
    const required = of.filter(([, field]) => field.required).map(([name]) => name);
    const schema = object(Object.fromEntries(of.map(([name, field]) => [name, schemaOf(field)])), required);
    const responses = { 200: { description: words.one.vi }, 404: refusal, 422: refusal, ...more };
    const about = { tags: ['membership'], summary: words.one.en, parameters: [idParameter] };
    return { post: { ...about, ...body(schema), responses } };
  };
  return {
    '/person/{id}/identity.json': post(identityForm, {
      409: { description: 'The number stands in another file; the common superior was asked' },
    }),
    '/reconciliation/{id}/settle.json': post(settlementForm, { 409: refusal }),
    '/reconciliations.json': {
      get: {
        tags: ['membership'],
        summary: 'Reconciliations that wait',
        responses: { 200: { description: 'Hồ sơ cần đối chiếu' }, 404: refusal },
      },
    },
  };
}

/** What two persons do: list, content, and the three ends of a proposal. */
function approvalPaths(): Record<string, Json> {
  const end = (verb: string, schema: Json) => ({
    post: {
      tags: ['approvals'],
      summary: verb,
      parameters: [idParameter],
      ...body(schema),
      responses: { 200: { description: verb }, 404: refusal, 422: refusal },
    },
  });
  const text = { type: 'string' };
  return {
    '/approvals.json': {
      get: {
        tags: ['approvals'],
        summary: 'What waits for a second person',
        responses: { 200: { description: 'Chờ người thứ hai' } },
      },
    },
    '/approvals/{id}.json': {
      get: {
        tags: ['approvals'],
        summary: 'A proposal as both persons see it',
        parameters: [idParameter],
        responses: { 200: { description: 'Đề nghị' }, 404: refusal },
      },
    },
    '/approvals/{id}/approve.json': end(
      'Approve exactly what was seen',
      object({ sha256: text, password: text }, ['sha256']),
    ),
    '/approvals/{id}/refuse.json': end('Refuse, with a reason', object({ reason: text }, ['reason'])),
    '/approvals/{id}/withdraw.json': end('Withdraw what one proposed', object({})),
  };
}

/** The whole description; the session cookie of a signed-in person is the only credential. */
export function openapi(catalogue: Catalogue, figures: FigureCatalogue): Json {
  return {
    openapi: '3.1.0',
    info: { title: 'Cấp Ủy', version: productVersion(), license: { name: 'MIT', identifier: 'MIT' } },
    security: [{ session: [] }],
    paths: Object.assign(
      {},
      ...catalogue.records.map(recordPaths),
      memberPaths(),
      identityPaths(),
      reportPaths(figures),
      formPaths(),
      approvalPaths(),
    ),
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'capuy' } },
      schemas: {
        ...Object.fromEntries(catalogue.records.map((type) => [type.name, recordSchema(type)])),
        Refusals: {
          type: 'object',
          properties: {
            refusals: {
              type: 'array',
              items: {
                type: 'object',
                properties: {
                  code: { type: 'string' },
                  field: { type: 'string' },
                  rule: { type: 'string' },
                  waivable: { type: 'boolean' },
                  message: { type: 'object', properties: { vi: { type: 'string' }, en: { type: 'string' } } },
                },
                required: ['code', 'message'],
              },
            },
          },
        },
      },
    },
  };
}
