/** What a measurement or a span says of itself: never a learner, a tenant, a lesson or an address. */
export type TelemetryAttributes = Readonly<Record<string, string | number | boolean>>

/** Parts of the work that are timed. */
export type SpanName = 'ehr.request' | 'ehr.batch' | 'ehr.judge' | 'ehr.statement' | 'ehr.job' | 'ehr.event.deliver'

/** A part of the work that is going on. */
export interface TelemetrySpan {
  /** Adds what was not known at its beginning. */
  set(attributes: TelemetryAttributes): void
}

/** Everything that is measured, by its name; a unit in braces is a count of what it names (UCUM, as OpenTelemetry writes it). */
export const METRICS = {
  'ehr.request.duration': { kind: 'histogram', unit: 's', description: 'How long a call took to be answered.' },
  'ehr.batch.size': {
    kind: 'histogram',
    unit: '{learner}',
    description: 'Learners whose reports were committed together.',
  },
  'ehr.batch.wait': { kind: 'histogram', unit: 's', description: 'How long a batch waited before its commit began.' },
  'ehr.job.duration': { kind: 'histogram', unit: 's', description: 'How long a job of maintenance took.' },
  'ehr.ingest.rejected': {
    kind: 'counter',
    unit: '{request}',
    description: 'Reports refused because too much was waiting.',
  },
  'ehr.credit': { kind: 'counter', unit: 's', description: 'Played time that was judged, by outcome and reason.' },
  'ehr.verdicts': { kind: 'counter', unit: '{verdict}', description: 'Verdicts written, by subject and kind.' },
  'ehr.event.deliveries': {
    kind: 'counter',
    unit: '{delivery}',
    description: 'Tries to deliver an event, by outcome.',
  },
  'ehr.event.dead': { kind: 'counter', unit: '{delivery}', description: 'Events that were given up.' },
  'ehr.mux.webhooks': { kind: 'counter', unit: '{webhook}', description: 'Webhooks that came from Mux, by outcome.' },
  'ehr.ingest.queue': {
    kind: 'gauge',
    unit: '{request}',
    description: 'Reports that wait for the database or are in it.',
  },
  'ehr.event.age': { kind: 'gauge', unit: 's', description: 'Age of the oldest event that is not delivered yet.' },
  'ehr.db.pool': { kind: 'gauge', unit: '{connection}', description: 'Connections to the database, by state.' },
} as const

/** Names of the metrics of a kind. */
export type MetricName<Kind> = {
  [Name in keyof typeof METRICS]: (typeof METRICS)[Name]['kind'] extends Kind ? Name : never
}[keyof typeof METRICS]
export type HistogramName = MetricName<'histogram'>
export type CounterName = MetricName<'counter'>
export type GaugeName = MetricName<'gauge'>

/** What a gauge shows now. */
export interface GaugeReading {
  readonly value: number
  readonly attributes?: TelemetryAttributes
}

/** Where the handler says what it does and how long that takes. */
export interface Telemetry {
  /** Times `work`; what it begins in turn is part of it. A rejection marks the span as failed and is passed on. */
  span<Result>(
    name: SpanName,
    attributes: TelemetryAttributes,
    work: (span: TelemetrySpan) => Promise<Result>,
  ): Promise<Result>
  record(name: HistogramName, value: number, attributes?: TelemetryAttributes): void
  add(name: CounterName, value: number, attributes?: TelemetryAttributes): void
  /** Has `read` asked whenever somebody collects; gives the function that ends that. */
  observe(name: GaugeName, read: () => Promise<readonly GaugeReading[]>): () => void
}

const NO_SPAN: TelemetrySpan = { set: () => undefined }

/** Measures nothing. */
export const NO_TELEMETRY: Telemetry = {
  span: (_name, _attributes, work) => work(NO_SPAN),
  record: () => undefined,
  add: () => undefined,
  observe: () => () => undefined,
}
