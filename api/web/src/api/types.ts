/** What does the server send? The JSON of CONTRACT's commands, as far as the page reads it. */

export interface Evidence {
  document: string;
  source_file: string;
  locator: string;
  quote: string;
  start: number;
  end: number;
}

export interface Section {
  number: string;
  title: string;
  children: Section[];
  start?: number;
}

export interface Doc {
  id: string;
  source_file: string;
  index: number;
  title: string;
  parts: { title: string; genre?: string }[];
  doc_number: string | null;
  issuer: string | null;
  date: string | null;
  year: number | null;
  genre: string;
  addressees: string[];
  city: string | null;
  province?: string | null;
  county?: string | null;
  sections: Section[];
}

export interface Indicator {
  text: string;
  value: number | string | null;
  unit: string | null;
  comparator?: string | null;
  by?: string | null;
}

export interface TaskRow {
  schedule: { quarter: string; text: string }[];
  deliverable: string | null;
  departments: string[];
  deadline?: string | null;
  roles?: Record<string, string>;
}

export interface Task {
  id: string;
  source_file: string;
  document: string;
  number: string;
  locator?: string;
  section: string | null;
  title: string | null;
  text: string;
  departments: string[];
  rows: TaskRow[];
  policies: { id?: string; title: string | null; doc_number: string | null }[];
  initiatives: string[];
  indicators: Indicator[];
  city: string | null;
  year: number | null;
  start: number | null;
  end: number | null;
}

export interface Matched {
  words: string;
  by: string;
  concept: string | null;
}

export interface Hit {
  id: string;
  kind: string;
  title: string;
  text: string;
  source_file: string;
  document: string;
  locator: string;
  city: string | null;
  year: number | null;
  departments: string[];
  score: number;
  start: number;
  end: number;
  task?: string | null;
  highlights?: [number, number][];
  duplicates?: { document: string; locator?: string; source_file?: string }[];
  why?: {
    retrievers?: { name: string; rank: number }[];
    matched?: Matched[];
    filters?: string[];
    boosts?: unknown[];
  };
}

export interface Found {
  query: string;
  understood?: {
    city: string | null;
    year: number | null;
    department: string | null;
    kind: string | null;
    filters: { field: string; value: string }[];
    concepts: { id: string; label: string; as: string; words: string; weight: number }[];
    notes: string[];
  };
  hits: Hit[];
}

export interface Answer {
  question: string;
  kind: string;
  answerable: boolean;
  answer: {
    value?: string;
    set?: string[];
    tasks?: Task[];
    by_city?: Record<string, (string | Task)[]>;
  };
  text: string;
  evidence: Evidence[];
  query: string;
  confidence?: string;
  confidence_reason?: string;
  nearest?: Hit[];
  /** The question in full where it is not the one asked: the `previous` of the next. */
  understood_as?: string;
  notes?: string[];
}

export interface Cited {
  id: string;
  title: string | null;
  doc_number: string | null;
  relation: string | null;
  level: number;
  issuer_level: string | null;
  cited_by: string;
  document: string | null;
  evidence: Evidence[];
}

export interface Traced {
  policy?:
    | {
        id: string;
        title: string | null;
        doc_number: string | null;
        document: string | null;
        issuer_level: string | null;
        aliases?: string[];
      }
    | null
    | undefined;
  /** Traced from a task upwards: then neither policy nor documents nor tasks. */
  task?: Task;
  asked?: string;
  also_matching?: string[];
  upstream: Cited[];
  documents?: (Pick<Doc, "id" | "source_file" | "title" | "doc_number" | "genre" | "city" | "year"> & {
    relation: string;
    evidence: Evidence[];
  })[];
  tasks?: (Task & { quarters: string[]; deliverables: string[]; evidence: Evidence[] })[];
  breaks: Cited[];
}

export interface SimilarHit extends Omit<Hit, "why"> {
  name: string;
  why?: string;
}

export interface Quoted extends Evidence {
  name?: string;
  text?: string;
  year?: number | null;
}

export interface ComparedTask extends Evidence {
  id: string;
  title: string;
  text: string;
  year: number | null;
  departments: string[];
  indicators: string[];
}

export interface CompareCell {
  tasks: ComparedTask[];
  departments: Quoted[];
  initiatives: Quoted[];
  indicators: Quoted[];
  years: number[];
}

export interface Compared {
  cities: string[];
  topic: string | null;
  year: number | null;
  topics: {
    id: string;
    label: string;
    cells: Record<string, CompareCell>;
    missing: string[];
    gaps: { city: string; text: string }[];
  }[];
  documents: Record<
    string,
    { id: string; title: string; genre: string; year: number | null; doc_number: string | null }[]
  >;
  notes: string[];
}

export interface Outcome {
  task: string;
  source_file: string;
  document: string;
  number: string;
  section: string | null;
  title: string | null;
  text: string;
  locator: string;
  body: string;
  city: string | null;
  year: number | null;
  departments: string[];
  status: string;
  score: number;
  note: string;
  planned: {
    text: string;
    shown: string;
    status: string;
    reported: { text?: string; shown: string } | null;
    evidence: Evidence;
  }[];
  reports: (Evidence & { status: string; score: number; text: string; sentence: string; title: string })[];
  evidence: Evidence[];
  start: number;
  end: number;
}

export interface GraphNode {
  id: string;
  type: string;
  kind: string;
  name: string;
  depth: number;
}

export interface GraphEdge {
  source: string;
  target: string;
  relation: string;
  label: string;
  evidence?: Evidence[];
  derived?: boolean;
  method?: string;
}

export interface Neighbourhood {
  asked: string;
  centres: GraphNode[];
  nodes: GraphNode[];
  edges: GraphEdge[];
  omitted: Record<string, number>;
}

export interface Status {
  workspace?: string;
  generation: number;
  sources: number;
  facts: number;
  version: string;
  admin: boolean;
  can_write: boolean;
  key_required: boolean;
  contacts: "masked" | "shown";
  limits: { upload_bytes: number; upload_files: number; kinds: string[] };
}

export interface Examples {
  questions: string[];
  searches: string[];
  policies: { title: string | null; doc_number: string | null }[];
  initiatives: { name: string; city: string | null }[];
  cities: string[];
  topics: string[];
}

export interface Count {
  id?: string;
  value: string | number;
  label?: string;
  count: number;
}

export interface Facets {
  cities: Count[];
  years: Count[];
  genres: Count[];
  departments: Count[];
  topics: Count[];
  kinds: Count[];
  quarters: Count[];
}

export interface DocDetail extends Doc {
  tasks: number;
  facts: number;
  length: number;
  findings: { rule: string; message: string; start?: number | null; end?: number | null }[];
  original?: { available: boolean; name: string; size: number; media_type: string };
}

export interface Fact {
  id: string;
  type: string;
  label: string;
  name: string;
  start: number;
  end: number;
  quote: string;
  entity: string | null;
  relation: string | null;
  subject: string | null;
  subject_name: string | null;
}

export interface Facts {
  document: string;
  types: { type: string; label: string; count: number }[];
  facts: Fact[];
}

export interface JobFile {
  name: string;
  size: number;
  status: "waiting" | "reading" | "done" | "failed";
  outcome: "ingested" | "unchanged" | "replaced" | null;
  documents: string[];
  error: string | null;
  findings: { rule: string; message: string }[];
  page: number | null;
  pages: number | null;
}

export interface Job {
  id: string;
  status: "queued" | "running" | "done" | "failed" | "cancelled";
  stage: string;
  done: number;
  total: number;
  files: JobFile[];
  report: {
    ingested: number;
    unchanged: number;
    replaced: number;
    failed: { path: string; error: string }[];
    seconds: number;
  } | null;
  error: string | null;
}

export interface Topic {
  id: string;
  label: string;
  definition?: string | null;
  broader: string[];
  narrower: string[];
  related: string[];
  top: boolean;
  tasks: number;
}

export interface TopicLink {
  id: string;
  label: string;
  tasks: number;
}

export interface TopicDetail {
  id: string;
  label: string;
  definition?: string | null;
  labels: { official: string[]; abbreviation: string[]; everyday: string[] };
  broader: TopicLink[];
  narrower: TopicLink[];
  related: TopicLink[];
  tasks: Task[];
  count: number;
}

export interface Entity {
  id: string;
  type: string;
  name: string;
  organization?: string | null;
  aliases: string[];
  cities: string[];
}

export interface Override {
  id: string;
  action: "join" | "split" | "relink";
  /** The task whose unit was read wrongly: of a relink only. */
  subject?: string | null;
  subject_name?: string | null;
  a: string;
  a_name?: string | null;
  b: string;
  b_name?: string | null;
  why: string;
  who: string;
  when: string;
  problem?: string | null;
}

export interface RelationKind {
  name: string;
  label: string;
  example: string;
  derived: boolean;
}
