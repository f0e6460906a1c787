/**
 * As much of the package `@opentelemetry/api` (1.4 or newer) as the handler uses. The package itself fits; without the option
 * `telemetry` it need not be installed.
 */
export interface OpenTelemetryApi {
  readonly trace: { getTracer(name: string, version?: string): OpenTelemetryTracer }
  readonly metrics: { getMeter(name: string, version?: string): OpenTelemetryMeter }
}

type Attributes = Record<string, string | number | boolean>

interface OpenTelemetryTracer {
  startActiveSpan<Result>(
    name: string,
    options: { kind?: number; attributes?: Attributes },
    work: (span: OpenTelemetrySpan) => Result,
  ): Result
}

interface OpenTelemetrySpan {
  setAttributes(attributes: Attributes): unknown
  setStatus(status: { code: number }): unknown
  end(): void
}

interface OpenTelemetryMeter {
  createHistogram(name: string, options: InstrumentOptions): { record(value: number, attributes?: Attributes): void }
  createCounter(name: string, options: InstrumentOptions): { add(value: number, attributes?: Attributes): void }
  createObservableGauge(
    name: string,
    options: InstrumentOptions,
  ): {
    addCallback(callback: GaugeCallback): void
    removeCallback(callback: GaugeCallback): void
  }
}

interface InstrumentOptions {
  unit?: string
  description?: string
  advice?: { explicitBucketBoundaries?: number[] }
}

export type GaugeCallback = (result: { observe(value: number, attributes?: Attributes): void }) => void | Promise<void>
