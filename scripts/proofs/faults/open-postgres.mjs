import { PostgresCluster } from '../history/services/postgres-cluster.mjs'
import { ask } from './ask.mjs'
import { temporaryFolder } from './ground.mjs'

/** A fresh database on the PostgreSQL that answers, else on one that is started here; its address. */
export async function openPostgres(ground) {
  const given = process.env.EHR_TEST_POSTGRES ?? process.env.EHR_CI_POSTGRES
  const url = given ?? 'postgres://postgres@127.0.0.1:5432/postgres'
  const admin = (await answers(url)) ? url : await startOwn(ground)
  const name = `ehr_faults_${process.pid}`
  await ask(admin, `create database ${name}`)
  ground.atEnd(() => ask(admin, `drop database if exists ${name} with (force)`))
  return Object.assign(new URL(admin), { pathname: `/${name}` }).href
}

function answers(url) {
  return ask(url, 'select 1').then(
    () => true,
    () => false,
  )
}

async function startOwn(ground) {
  const cluster = await PostgresCluster.create(await temporaryFolder(ground))
  await cluster.start()
  ground.atEnd(() => cluster.crash())
  return cluster.url
}
