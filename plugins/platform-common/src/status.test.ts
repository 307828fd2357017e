import fc from 'fast-check';
import { STATUS_TONES, toneRank, worstTone } from './status';

const tone = fc.constantFrom(...STATUS_TONES);

describe('worstTone', () => {
  it('calls nothing observed unknown, never healthy', () => {
    expect(worstTone([])).toBe('unknown');
  });

  it('does not depend on order, and one worse tone never improves the whole', () => {
    fc.assert(
      fc.property(fc.array(tone, { minLength: 1 }), tone, (tones, extra) => {
        const worst = worstTone(tones);
        expect(worstTone([...tones].reverse())).toBe(worst);
        expect(toneRank(worstTone([...tones, extra]))).toBeLessThanOrEqual(
          toneRank(worst),
        );
      }),
    );
  });

  it('is healthy only when everything is', () => {
    fc.assert(
      fc.property(fc.array(tone), tones => {
        expect(worstTone(tones) === 'healthy').toBe(
          tones.length > 0 && tones.every(t => t === 'healthy'),
        );
      }),
    );
  });

  it('lets a proven fault outrank an unreachable source, and that outrank good', () => {
    expect(worstTone(['healthy', 'unknown'])).toBe('unknown');
    expect(worstTone(['unknown', 'failed', 'healthy'])).toBe('failed');
  });
});
