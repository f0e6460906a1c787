import * as api from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { assert } from 'chai'
import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest'
import { METRICS } from '../../src/core/telemetry.js'
import type { LessonHandler } from '../../src/index.js'
import { KINDS, openDatabase, type TestDatabase } from '../support/database.js'
import { LessonServer } from '../http/lesson-server.js'

/** What the SDK has of one metric: a data point an attribute set. */
interface Point {
  readonly attributes: Readonly<Record<string, unknown>>
  readonly value: unknown
}

for (const kind of KINDS) {
  describe(`a handler with OpenTelemetry on ${kind}`, () => {
    const spans = new InMemorySpanExporter()
    const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
    const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })
    const tracers = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] })
    const meters = new MeterProvider({ readers: [reader] })
    const telemetry = {
      trace: { getTracer: (name: string) => tracers.getTracer(name) },
      metrics: { getMeter: (name: string) => meters.getMeter(name) },
    }
    let database: TestDatabase
    let server: LessonServer
    let handler: LessonHandler

    beforeAll(async () => {
      api.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
      database = openDatabase(kind)
      server = await new LessonServer(database.openStore(), { telemetry, migrate: 'auto' }).found('zoe')
      handler = server.handler
    })
    afterAll(async () => {
      await handler.close()
      await meters.shutdown()
      api.context.disable()
      await database.close()
    })
    beforeEach(() => spans.reset())

    const collect = async (): Promise<ReadonlyMap<string, readonly Point[]>> => {
      exporter.reset()
      await reader.forceFlush()
      const metrics = exporter
        .getMetrics()
        .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics))
      return new Map(metrics.map(({ descriptor, dataPoints }) => [descriptor.name, dataPoints as readonly Point[]]))
    }

    it('times a call, with its statements and its commit as parts of it', async () => {
      const { session_id } = await server.open('zoe')
      spans.reset()
      const segment = { n: 1, from: 0, to: 1, rate: 1, started: 0, ended: 1, visible: true, muted: false }
      const reports = [{ session_id, lesson_id: 'fire-safety-1', watched_segments: [segment] }]
      assert.equal((await server.ask('zoe', '/v1/progress', { body: { reports } })).status, 200)
      const finished = spans.getFinishedSpans()
      const request = finished.find(({ name }) => name === 'ehr.request')!
      // SpanKind.SERVER
      assert.equal<number>(request.kind, 1)
      assert.deepInclude(request.attributes, {
        'http.request.method': 'POST',
        'http.route': '/v1/progress',
        'http.response.status_code': 200,
      })
      const batch = finished.find(({ name }) => name === 'ehr.batch')!
      assert.equal(batch.parentSpanContext?.spanId, request.spanContext().spanId)
      const statements = finished.filter(({ name }) => name === 'ehr.statement')
      assert.isTrue(
        statements.some(({ parentSpanContext }) => parentSpanContext?.spanId === batch.spanContext().spanId),
      )
      assert.isTrue(finished.every((span) => span.spanContext().traceId === request.spanContext().traceId))
    })

    it('marks a call that was refused with its code, and a route with parameters by its names', async () => {
      await server.ask('zoe', '/v1/lessons/fire-safety-9/progress')
      const [request] = spans.getFinishedSpans().filter(({ name }) => name === 'ehr.request')
      assert.deepInclude(request!.attributes, {
        'http.route': '/v1/lessons/:id/progress',
        'http.response.status_code': 404,
        'error.type': 'lesson_not_found',
      })
      await server.ask('zoe', '/v1/nowhere-secret')
      const points = (await collect()).get('ehr.request.duration')!
      assert.isTrue(points.some(({ attributes }) => attributes['error.type'] === 'route_not_found'))
    })

    it('counts what was credited, and what was not by its reason', async () => {
      const { session_id } = await server.open('zoe')
      await database.client.script(`update ${database.schema}.watch_sessions
        set opened_at = opened_at - interval '1 hour',
          windows = int8multirange(int8range(lower(windows) - 3600000, upper(windows)))`)
      // The same minute of wall time for two minutes of the video: the second is not credited.
      const minute = { rate: 1, started: 0, ended: 60, visible: true, muted: false }
      const segments = [
        { n: 1, from: 0, to: 60, ...minute },
        { n: 2, from: 60, to: 120, ...minute },
      ]
      const reports = [{ session_id, lesson_id: 'fire-safety-1', watched_segments: segments }]
      const { body } = await server.ask('zoe', '/v1/progress', { body: { reports } })
      assert.equal((body['results'] as { status: string }[])[0]?.status, 'partly')
      const points = (await collect()).get('ehr.credit')!
      const refused = points.find(({ attributes }) => attributes['outcome'] === 'uncredited')
      assert.isString(refused?.attributes['reason'])
      assert.isAtLeast(refused?.value as number, 60)
      const credited = points.find(({ attributes }) => attributes['outcome'] === 'credited')
      // The test before may have been credited its second, or a part of it.
      assert.isAtLeast(credited?.value as number, 60)
      assert.isAtMost(credited?.value as number, 61)
    })

    it('times the jobs of maintenance, and shows what waits', async () => {
      await handler.work()
      const metrics = await collect()
      assert.include(
        metrics.get('ehr.job.duration')!.map(({ attributes }) => attributes['ehr.job']),
        'close-sessions',
      )
      assert.deepEqual(
        metrics.get('ehr.ingest.queue')!.map(({ value }) => value),
        [0],
      )
      const states = (metrics.get('ehr.db.pool') ?? []).map(({ attributes }) => attributes['state'])
      assert.deepEqual(states, kind === 'postgres' ? ['idle', 'used', 'waiting'] : [])
    })

    // “zoe” cannot stand in the hexadecimal digits of an id.
    it('names nobody: no learner, tenant, lesson, session or address is in a metric or a span', async () => {
      const { session_id } = await server.open('zoe')
      await server.ask('zoe', '/v1/courses/fire-safety/progress?learner_id=somebody')
      const metrics = await collect()
      for (const name of metrics.keys()) assert.property(METRICS, name)
      const text = JSON.stringify([
        [...metrics],
        spans.getFinishedSpans().map(({ name, attributes, events }) => ({ name, attributes, events })),
      ])
      const never = ['zoe', 'fire-safety', 'somebody', server.tenantId, session_id, 'lessons.test']
      for (const secret of never) assert.notInclude(text, secret)
    })
  })
}
