/**
 * Property tests draw the same cases on every run, so that a red run means a change and can be repeated. Other cases:
 * `FUZZ_SEED=$RANDOM npx vitest run --project unit test/sources`; what they find is mended and kept as a literal case.
 */
import * as fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['FUZZ_SEED'] ?? 20_241_130) });
