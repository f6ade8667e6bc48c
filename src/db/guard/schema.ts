/** Roles, tables, policies and functions: asked once the database is up to date. */
import type postgres from 'postgres';
import { w } from '../../kernel/words.ts';
import { FINGERPRINT_SQL, type Fingerprint, MARKED_SQL } from '../fingerprint.ts';
import { listed, type Rule, YES } from './rule.ts';

export type SchemaFacts = {
  roles: {
    name: string;
    super: boolean;
    bypass: boolean;
    creates: boolean;
    login: boolean;
    owns: number;
    member_of: string[];
    settings: string[];
  }[];
  publicMayCreate: boolean;
  makesTemporary: string[];
  openFunctions: string[];
  looseFunctions: string[];
  unclassed: string[];
  openTables: string[];
  unforcedTables: string[];
  unlogged: string[];
  ownedByOthers: string[];
  looseViews: string[];
  silentTriggers: string[];
  brokenIndexes: string[];
  idleConstraints: string[];
  databaseSettings: string[];
  marked: Fingerprint | null;
  present: Fingerprint;
  /** Instant of the last audit entry in milliseconds since 1970; null before the first. */
  lastEntry: number | null;
};

const ROLES = `('capuy_app', 'capuy_figures', 'capuy_owner')`;
const OURS = `('public', 'past', 'known')`;
const NOT_OF_EXTENSION = (oid: string) =>
  `not exists (select from pg_depend d where d.objid = ${oid} and d.deptype = 'e')`;
const RELATIONS = `from pg_class c where c.relnamespace::regnamespace::text in ${OURS}`;
const names = (what: string, from: string) => `array(select ${what}::text ${from} order by 1)`;

const QUERY = `select
  (select jsonb_agg(jsonb_build_object('name', r.rolname, 'super', r.rolsuper, 'bypass', r.rolbypassrls,
    'creates', r.rolcreaterole or r.rolcreatedb or r.rolreplication, 'login', r.rolcanlogin,
    'owns', (select count(*) from pg_class c where c.relowner = r.oid)
      + (select count(*) from pg_proc f where f.proowner = r.oid)
      + (select count(*) from pg_namespace n where n.nspowner = r.oid)
      + (select count(*) from pg_database b where b.datdba = r.oid),
    'member_of', array(select m.roleid::regrole::text from pg_auth_members m where m.member = r.oid),
    'settings', array(select unnest(s.setconfig) from pg_db_role_setting s where s.setrole = r.oid)))
    from pg_roles r where r.rolname in ${ROLES}) as roles,
  exists (select from pg_namespace n, aclexplode(n.nspacl) a where n.nspname in ${OURS} and a.grantee = 0
    and a.privilege_type = 'CREATE') as "publicMayCreate",
  ${names(
    'r.rolname',
    `from pg_roles r where r.rolname in ('capuy_app', 'capuy_figures')
    and has_database_privilege(r.oid, current_database(), 'temporary')`,
  )} as "makesTemporary",
  ${names(
    'f.oid::regprocedure',
    `from pg_proc f where f.pronamespace = 'public'::regnamespace and ${NOT_OF_EXTENSION('f.oid')}
    and (f.proacl is null or exists (select from aclexplode(f.proacl) a where a.grantee = 0))`,
  )} as "openFunctions",
  ${names(
    'f.oid::regprocedure',
    `from pg_proc f where f.pronamespace::regnamespace::text in ${OURS} and f.prosecdef
    and f.proname not like 'stamp\\_%' and not exists (select from unnest(f.proconfig) s where s = 'search_path=public, pg_temp')`,
  )} as "looseFunctions",
  ${names(
    'c.relname',
    `${RELATIONS} and c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'migration'
    and c.relname not in (select name from table_class)`,
  )} as unclassed,
  ${names('c.oid::regclass', `${RELATIONS} and c.relkind = 'r' and c.relname <> 'migration' and not c.relrowsecurity`)} as "openTables",
  ${names(
    'c.oid::regclass',
    `${RELATIONS} and c.relkind = 'r' and c.relname <> 'migration' and c.relrowsecurity
    and not c.relforcerowsecurity`,
  )} as "unforcedTables",
  ${names('c.oid::regclass', `${RELATIONS} and c.relkind in ('r', 'p') and c.relpersistence <> 'p'`)} as unlogged,
  ${names(
    'c.oid::regclass',
    `${RELATIONS} and c.relkind in ('r', 'p', 'v') and c.relowner <> 'capuy_owner'::regrole
    and ${NOT_OF_EXTENSION('c.oid')}`,
  )} as "ownedByOthers",
  ${names(
    'c.oid::regclass',
    `${RELATIONS} and c.relkind = 'v' and has_table_privilege('capuy_app', c.oid, 'select')
    and not coalesce('security_invoker=true' = any (c.reloptions), false)`,
  )} as "looseViews",
  ${names(
    't.tgname',
    `from pg_trigger t join pg_class c on c.oid = t.tgrelid and c.relnamespace::regnamespace::text in ${OURS}
    where t.tgenabled = 'D'`,
  )} as "silentTriggers",
  ${names(
    'i.indexrelid::regclass',
    `from pg_index i join pg_class c on c.oid = i.indrelid
    and c.relnamespace::regnamespace::text in ${OURS} where not i.indisvalid`,
  )} as "brokenIndexes",
  ${names(
    'k.conname',
    `from pg_constraint k where k.connamespace::regnamespace::text in ${OURS}
    and not (k.convalidated and k.conenforced)`,
  )} as "idleConstraints",
  ${names(
    'setting',
    `from pg_db_role_setting s, unnest(s.setconfig) as setting where s.setrole = 0
    and s.setdatabase = (select oid from pg_database where datname = current_database())`,
  )} as "databaseSettings",
  ${MARKED_SQL} as marked, ${FINGERPRINT_SQL} as present,
  (select extract(epoch from at)::float8 * 1000 from audit_entry order by id desc limit 1) as "lastEntry"`;

export async function schemaFacts(owner: postgres.ISql): Promise<SchemaFacts> {
  const [row] = await owner.unsafe<[SchemaFacts]>(QUERY);
  return row;
}

const role = (name: string, facts: SchemaFacts) => facts.roles.find((one) => one.name === name);
const serving = ({ roles }: SchemaFacts) => roles.filter(({ name }) => name !== 'capuy_owner');
const whose = (roles: readonly { name: string }[]) => listed(roles.map(({ name }) => name));

const BY_ADMINISTRATOR = w(
  'Người quản trị PostgreSQL thu lại quyền ấy.',
  'The administrator of PostgreSQL takes that right back.',
);
const MIGRATE_AGAIN = w(
  'Nếu không ai cố ý sửa: chạy “migrate --again” để đặt lại; nếu không rõ ai đã sửa, hãy điều tra trước.',
  'Run “migrate --again” to put it back; where nobody knows who changed it, find out first.',
);
const RESTORE = w(
  'Chạy “migrate --again”; nếu vẫn còn thì khôi phục từ bản sao lưu và điều tra ai đã sửa.',
  'Run “migrate --again”; if it stays, restore from a backup and find out who changed it.',
);

const changed = (part: keyof Fingerprint, what: Rule<SchemaFacts>['what']): Rule<SchemaFacts> => ({
  code: `${part}_changed`,
  found: ({ marked, present }) => (marked === null || marked[part] === present[part] ? undefined : YES),
  what,
  remedy: part === 'policies' || part === 'grants' ? MIGRATE_AGAIN : RESTORE,
});

export const SCHEMA_RULES: readonly Rule<SchemaFacts>[] = [
  {
    code: 'app_superuser',
    found: (facts) => whose(facts.roles.filter((one) => one.super)),
    what: w('vai trò của phần mềm là superuser', 'a role of the product is a superuser'),
    remedy: BY_ADMINISTRATOR,
  },
  {
    code: 'app_bypasses_policies',
    found: (facts) => whose(facts.roles.filter((one) => one.bypass)),
    what: w('vai trò của phần mềm bỏ qua quyền theo dòng', 'a role of the product passes by row policies'),
    remedy: BY_ADMINISTRATOR,
  },
  {
    code: 'app_may_create_roles',
    found: (facts) => whose(facts.roles.filter((one) => one.creates)),
    what: w(
      'vai trò của phần mềm tạo được vai trò hoặc cơ sở dữ liệu',
      'a role of the product may create roles or databases',
    ),
    remedy: BY_ADMINISTRATOR,
  },
  {
    code: 'app_owns',
    found: (facts) => whose(serving(facts).filter((one) => one.owns > 0)),
    what: w(
      'vai trò phục vụ sở hữu bảng hoặc hàm, nên tự nới được quyền',
      'a serving role owns tables or functions and could widen its own rights',
    ),
    remedy: w(
      'Giao lại: reassign owned by … to capuy_owner.',
      'Hand them over: reassign owned by … to capuy_owner.',
    ),
  },
  {
    code: 'app_member_of',
    found: (facts) => listed(serving(facts).flatMap((one) => one.member_of)),
    what: w('vai trò phục vụ là thành viên của vai trò khác', 'a serving role is a member of another role'),
    remedy: BY_ADMINISTRATOR,
  },
  {
    code: 'owner_may_sign_in',
    found: (facts) => (role('capuy_owner', facts)?.login ? 'capuy_owner' : undefined),
    what: w('vai trò sở hữu đăng nhập được', 'the owning role can sign in'),
    remedy: w('alter role capuy_owner nologin', 'alter role capuy_owner nologin'),
  },
  {
    code: 'role_settings',
    found: (facts) =>
      listed(facts.roles.flatMap((one) => one.settings.map((text) => `${one.name}: ${text}`))),
    what: w('vai trò của phần mềm có cài đặt riêng', 'a role of the product carries settings of its own'),
    remedy: w('alter role … reset all', 'alter role … reset all'),
  },
  {
    code: 'database_settings',
    found: ({ databaseSettings }) =>
      listed(
        databaseSettings.filter((text) =>
          /^(row_security|session_replication_role|search_path|role)=/.test(text),
        ),
      ),
    what: w(
      'cơ sở dữ liệu có cài đặt riêng làm yếu quyền',
      'the database carries settings that weaken rights',
    ),
    remedy: w('alter database … reset all', 'alter database … reset all'),
  },
  {
    code: 'public_may_create',
    found: ({ publicMayCreate }) => (publicMayCreate ? YES : undefined),
    what: w(
      'ai cũng tạo được bảng, hàm trong lược đồ của phần mềm',
      'anybody may create tables and functions in the schema of the product',
    ),
    remedy: w('revoke create on schema public from public', 'revoke create on schema public from public'),
  },
  {
    code: 'functions_open_to_all',
    found: ({ openFunctions }) => listed(openFunctions),
    what: w('có hàm ai cũng gọi được', 'anybody may call a function'),
    remedy: MIGRATE_AGAIN,
  },
  {
    code: 'app_makes_temporary',
    found: ({ makesTemporary }) => listed(makesTemporary),
    what: w(
      'vai trò của phần mềm được tạo bảng tạm, có thể che bảng thật',
      'a role of the product may make temporary tables, which hide real ones',
    ),
    remedy: BY_ADMINISTRATOR,
  },
  {
    code: 'functions_without_path',
    found: ({ looseFunctions }) => listed(looseFunctions),
    what: w(
      'có hàm chạy bằng quyền chủ mà không cố định search_path',
      'a function acts as the owner without a fixed search_path',
    ),
    remedy: RESTORE,
  },
  {
    code: 'table_without_class',
    found: ({ unclassed }) => listed(unclassed),
    what: w('có bảng không rõ ai được xem', 'a table does not say who may see it'),
    remedy: w('Chuyển bảng lạ ra khỏi lược đồ public.', 'Move the foreign table out of the schema public.'),
  },
  {
    code: 'row_policies_off',
    found: ({ openTables }) => listed(openTables),
    what: w('có bảng bị tắt quyền theo dòng', 'row policies of a table are switched off'),
    remedy: MIGRATE_AGAIN,
  },
  {
    code: 'row_policies_not_forced',
    found: ({ unforcedTables }) => listed(unforcedTables),
    what: w('có bảng mà chủ bảng không bị ràng buộc', 'a table does not bind its owner'),
    remedy: MIGRATE_AGAIN,
  },
  changed(
    'policies',
    w('chính sách theo dòng đã bị sửa sau khi cài', 'row policies were changed after they were installed'),
  ),
  changed(
    'grants',
    w('quyền trên bảng hoặc hàm đã bị sửa sau khi cài', 'grants on tables or functions were changed'),
  ),
  changed(
    'functions',
    w('hàm của cơ sở dữ liệu đã bị sửa sau khi cài', 'functions were changed after they were installed'),
  ),
  changed(
    'triggers',
    w('bộ canh của bảng đã bị sửa sau khi cài', 'triggers were changed after they were installed'),
  ),
  {
    code: 'triggers_disabled',
    found: ({ silentTriggers }) => listed(silentTriggers),
    what: w('có bộ canh bị tắt', 'a trigger is switched off'),
    remedy: w('alter table … enable trigger all', 'alter table … enable trigger all'),
  },
  {
    code: 'tables_unlogged',
    found: ({ unlogged }) => listed(unlogged),
    what: w('có bảng sẽ trống sau một lần mất điện', 'a table would be empty after a power cut'),
    remedy: w('alter table … set logged', 'alter table … set logged'),
  },
  {
    code: 'tables_of_others',
    found: ({ ownedByOthers }) => listed(ownedByOthers),
    what: w('có bảng không thuộc capuy_owner', 'a table does not belong to capuy_owner'),
    remedy: w('alter table … owner to capuy_owner', 'alter table … owner to capuy_owner'),
  },
  {
    code: 'views_of_owner',
    found: ({ looseViews }) => listed(looseViews),
    what: w('có khung nhìn đọc bằng quyền của chủ', 'a view reads with the rights of its owner'),
    remedy: w('alter view … set (security_invoker = true)', 'alter view … set (security_invoker = true)'),
  },
  {
    code: 'indexes_invalid',
    found: ({ brokenIndexes }) => listed(brokenIndexes),
    what: w('có chỉ mục hỏng nên ràng buộc không được giữ', 'an index is invalid and keeps no constraint'),
    remedy: w('reindex index …', 'reindex index …'),
  },
  {
    code: 'constraints_off',
    found: ({ idleConstraints }) => listed(idleConstraints),
    what: w('có ràng buộc không được kiểm', 'a constraint is not enforced'),
    remedy: w('alter table … validate constraint …', 'alter table … validate constraint …'),
  },
];
