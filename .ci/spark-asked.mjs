/** What the environment asks of the small cluster: whose buckets it reads, how much memory its processes have. */

/**
 * @typedef {object} Asked
 * @property {string} s3 address of the server of buckets; empty for none
 * @property {string} memory of each executor and of the Connect server, as Java writes it; empty for what 5 GB of memory allow
 */

/**
 * @returns {Asked}
 * @throws {Error} naming the variable, what it is and what it must be
 */
export function askedOf(/** @type {NodeJS.ProcessEnv} */ environment) {
  const [s3, memory] = [environment.COTERIE_SPARK_S3 ?? '', environment.COTERIE_SPARK_MEMORY ?? ''];
  if (s3 !== '' && !/^https?:$/.test(URL.canParse(s3) ? new URL(s3).protocol : '')) throw new Error(`COTERIE_SPARK_S3 is ${s3}, but must be the address of an S3 server: https://host or http://host:port`);
  if (s3 !== '' && (environment.AWS_ACCESS_KEY_ID === undefined || environment.AWS_SECRET_ACCESS_KEY === undefined)) throw new Error('COTERIE_SPARK_S3 needs keys: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, too');
  // Spark starts nothing in less than 450 MB.
  if (memory !== '' && !(/^\d+[gm]$/.test(memory) && Number.parseInt(memory) * (memory.endsWith('g') ? 1024 : 1) >= 512)) throw new Error(`COTERIE_SPARK_MEMORY is ${memory}, but must be the memory of each executor, 512m or more: 3g, 1500m`);
  return { s3, memory };
}

/** @returns {string} in words, for messages */
export function inWords(/** @type {Asked} */ { s3, memory }) {
  return `${s3 === '' ? 'without buckets' : `with the buckets of ${s3}`}${memory === '' ? '' : `, ${memory} each`}`;
}

/** @returns {Record<string, string>} Spark's settings for the buckets */
export function s3Settings(/** @type {Asked} */ { s3 }, /** @type {NodeJS.ProcessEnv} */ environment) {
  if (s3 === '') return {};
  return {
    'spark.hadoop.fs.s3a.endpoint': s3,
    'spark.hadoop.fs.s3a.endpoint.region': environment.AWS_REGION ?? 'us-east-1',
    'spark.hadoop.fs.s3a.path.style.access': 'true',
  };
}
