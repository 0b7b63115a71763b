import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../property.test-kit';
import { type MailValues, valuesOfKind } from './mail-kinds';
import { cleaned, longestPart, oneLine, problemsOf, renderTemplate, safeLink } from './template';

const shapes = valuesOfKind['order-shipped'];
const good = { subject: 'Order {{number}}', text: 'Hello {{customer}}', html: '<p>{{customer}}</p>' };
const with_ = (part: 'subject' | 'text' | 'html', source: string) => ({ ...good, [part]: source });
const problems = (part: 'subject' | 'text' | 'html', source: string): string[] =>
  problemsOf(with_(part, source), shapes).map(
    ({ part: where, code, line, what }) => `${where}:${line} ${code} ${what}`,
  );
const html = (source: string, values: MailValues): string =>
  renderTemplate(with_('html', source), shapes, values).html;

describe('a template', () => {
  const wrong: [part: 'subject' | 'text' | 'html', source: string, problem: string][] = [
    ['subject', 'Order {{nubmer}}', 'subject:1 unknown-value nubmer'],
    ['subject', 'a\nb', 'subject:1 subject-lines subject'],
    ['text', ' \n', 'text:1 empty text'],
    ['text', 'a\nb {{#parcels}}\nx', 'text:2 not-closed parcels'],
    ['text', 'a {{/parcels}}', 'text:1 not-open parcels'],
    ['text', '{{parcels}}', 'text:1 rows-as-text parcels'],
    ['text', '{{carrier}}', 'text:1 unknown-value carrier'],
    ['text', '{{#parcels}}{{#eta}}{{#number}}x{{/number}}{{/eta}}{{/parcels}}', 'text:1 nested number'],
    ['text', 'x'.repeat(longestPart.text + 1), `text:1 text-too-long ${longestPart.text}`],
    ['html', '<p>a\n<script>x</script></p>', 'html:2 tag-unknown <script>'],
    ['html', '<p onclick="x">a</p>', 'html:1 attribute-unknown onclick="x"'],
    ['html', '<p style="{{number}}">a</p>', 'html:1 attribute-unknown style="{{number}}"'],
    ['html', '<a href="javascript:x">a</a>', 'html:1 link-wrong javascript:x'],
    ['html', '<a href="{{number}}">a</a>', 'html:1 link-wrong {{number}}'],
    [
      'html',
      '<a href="https://x.example/{{number}}">a</a>',
      'html:1 link-wrong https://x.example/{{number}}',
    ],
    ['html', '<img src="https://x.example">', 'html:1 tag-unknown <img src="https://x.example">'],
    ['html', '<p>a < b</p>', 'html:1 sign-alone <'],
    ['html', '<p><strong>a</p></strong>', 'html:1 not-open </p>'],
    ['html', '{{#parcels}}<p>{{/parcels}}</p>', 'html:1 not-open parcels'],
    ['html', '<!-- {{number}} --><p>a</p>', 'html:1 tag-unknown <!-- {{number}} -->'],
  ];
  it.each(wrong)('%s %j: %s', (part, source, problem) => {
    expect(problems(part, source)).toContain(problem);
  });

  it('has nothing to say of one that is right', () => {
    expect(problemsOf(good, shapes)).toEqual([]);
    expect(
      problems(
        'html',
        '<table>{{#parcels}}<tr><td align="right">{{carrier}}</td><td>{{#trackingLink}}<a href="{{trackingLink}}">{{number}}</a>{{/trackingLink}}{{^trackingLink}}-{{/trackingLink}}</td></tr>{{/parcels}}</table><br><hr>',
      ),
    ).toEqual([]);
  });

  it('fills values, rows, and what stands for a value that is not there', () => {
    const filled = renderTemplate(
      {
        subject: '{{number}} {{eta}}',
        text: '{{#parcels}}[{{carrier}} of {{number}}{{^trackingLink}}, no link{{/trackingLink}}]{{/parcels}}{{^eta}} soon{{/eta}}',
        html: '<p>{{#parcels}}<a href="{{trackingLink}}">{{carrier}}</a>{{/parcels}}</p>',
      },
      shapes,
      {
        number: '1042',
        eta: '',
        parcels: [
          { carrier: 'A & B', trackingLink: 'https://x.example/?a=1&b="2' },
          { carrier: 'C', trackingLink: 'https://x.example/?a=1&b=2' },
        ],
      },
    );
    expect(filled).toEqual({
      subject: '1042',
      text: '[A & B of 1042][C of 1042] soon',
      html: '<p><a href="">A &amp; B</a><a href="https://x.example/?a=1&amp;b=2">C</a></p>',
    });
  });

  it('takes no name from where objects come from', () => {
    expect(problems('text', '{{constructor}} {{toString}}')).toHaveLength(2);
  });
});

describe('a hostile value', () => {
  const lineBreaks = /[\p{Cc}\u2028\u2029]/u;
  it('never becomes a second line of a subject, whatever it is', () => {
    holds(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (customer) => {
        const { subject } = renderTemplate(with_('subject', 'For {{customer}}'), shapes, { customer });
        expect(subject).not.toMatch(lineBreaks);
        expect(subject).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
      }),
      { pinned: [['Ann\r\nBcc: all@example.org'], ['\u202Egnp.exe'], ['\uD83D']] },
    );
  });

  it('never becomes markup, whatever it is', () => {
    holds(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (customer) => {
        const shown = html('<p>{{customer}}</p>', { customer });
        expect(shown.replace(/<\/?(p|bdi)>/g, '')).not.toMatch(/[<>"']/);
      }),
      { pinned: [['<script>alert(1)</script>'], ['"><img src=x onerror=y>'], ['&lt;']] },
    );
  });

  it('keeps names as they are written, of any script, and apart when they run from the right', () => {
    expect(html('<p>{{customer}}!</p>', { customer: 'Ayşe 🎁 Yılmaz' })).toBe('<p>Ayşe 🎁 Yılmaz!</p>');
    expect(html('<p>{{customer}}!</p>', { customer: 'محمد' })).toBe('<p><bdi>محمد</bdi>!</p>');
    expect(cleaned('🎁'.repeat(600))).toBe(`${'🎁'.repeat(499)}…`);
    expect(oneLine('a\r\n  b\u0000c')).toBe('a b c');
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    '//x.example',
    'https://x.example/ y',
    'https://x"y',
    'x',
  ])('is no link: %s', (link) => expect(safeLink(link)).toBe(''));
});
