import { type HistogramName, type MetricName, METRICS, type Telemetry, type TelemetrySpan } from '../core/telemetry.js'
import type { GaugeCallback, OpenTelemetryApi } from './open-telemetry-api.js'

const SCOPE = '@enhancedhr/server'
/** `SpanStatusCode.ERROR` and `SpanKind.SERVER`, `SpanKind.CLIENT` of the package. */
const FAILED = 2
const KINDS = { 'ehr.request': 1, 'ehr.statement': 2, 'ehr.event.deliver': 2 } as const
/** Those that OpenTelemetry's conventions recommend for the duration of HTTP calls. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]
const LEARNERS = [1, 2, 4, 8, 16, 32, 64]

/** {@link Telemetry} through the package `@opentelemetry/api`, which the host hands in with an SDK behind it. */
export function openTelemetry({ trace, metrics }: OpenTelemetryApi): Telemetry {
  const tracer = trace.getTracer(SCOPE)
  const meter = metrics.getMeter(SCOPE)
  const histograms = createAll('histogram', (name, options) =>
    meter.createHistogram(name, { ...options, advice: { explicitBucketBoundaries: bucketsOf(name) } }),
  )
  const counters = createAll('counter', (name, options) => meter.createCounter(name, options))
  const gauges = createAll('gauge', (name, options) => meter.createObservableGauge(name, options))
  return {
    span: (name, attributes, work) =>
      tracer.startActiveSpan(
        name,
        { kind: name in KINDS ? KINDS[name as keyof typeof KINDS] : 0, attributes: { ...attributes } },
        async (span) => {
          const own: TelemetrySpan = { set: (more) => void span.setAttributes({ ...more }) }
          try {
            return await work(own)
          } catch (error) {
            // Not its message, which may quote a value.
            span.setAttributes({ 'error.type': nameOf(error) })
            span.setStatus({ code: FAILED })
            throw error
          } finally {
            span.end()
          }
        },
      ),
    record: (name, value, attributes) => histograms[name].record(value, { ...attributes }),
    add: (name, value, attributes) => counters[name].add(value, { ...attributes }),
    observe(name, read) {
      const callback: GaugeCallback = async (result) => {
        for (const { value, attributes } of await read()) result.observe(value, { ...attributes })
      }
      gauges[name].addCallback(callback)
      return () => gauges[name].removeCallback(callback)
    },
  }
}

function createAll<Kind extends string, Instrument>(
  kind: Kind,
  create: (name: string, options: { unit: string; description: string }) => Instrument,
): Record<MetricName<Kind>, Instrument> {
  const all = Object.entries(METRICS).filter(([, metric]) => metric.kind === kind)
  return Object.fromEntries(
    all.map(([name, { unit, description }]) => [name, create(name, { unit, description })]),
  ) as Record<MetricName<Kind>, Instrument>
}

function bucketsOf(name: string): number[] {
  return METRICS[name as HistogramName].unit === 's' ? SECONDS : LEARNERS
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  return 'code' in error && typeof error.code === 'string' && /^[\w.-]{1,60}$/.test(error.code)
    ? error.code
    : error.name
}
