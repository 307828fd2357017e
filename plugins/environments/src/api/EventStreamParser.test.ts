import { EventStreamParser } from './EventStreamParser';

function parse(pieces: string[]) {
  const parser = EventStreamParser.create();
  return pieces.flatMap(piece => parser.push(piece));
}

describe('EventStreamParser', () => {
  const text =
    ': hello\n\nevent: matrix\nid: 7\ndata: {"version":7}\n\ndata: a\ndata:b\n\n:\n\n';

  it('reads types, ids and data of several lines, and skips comments', () => {
    expect(parse([text])).toEqual([
      { type: 'matrix', data: '{"version":7}', id: '7' },
      { type: 'message', data: 'a\nb', id: '7' },
    ]);
  });

  it('gives the same events however the text is cut', () => {
    const whole = parse([text]);
    for (let at = 1; at < text.length; at++) {
      expect(parse([text.slice(0, at), text.slice(at)])).toEqual(whole);
    }
    expect(parse(text.split(''))).toEqual(whole);
  });

  it('takes all three line ends, also cut between the two characters', () => {
    expect(parse(['data: x\r', '\n\r\n'])).toEqual([
      { type: 'message', data: 'x', id: undefined },
    ]);
    expect(parse(['data: x\r\rdata: y\n\n'])).toHaveLength(2);
  });

  it('keeps an unfinished event back', () => {
    expect(parse(['data: x\n'])).toEqual([]);
  });
});
