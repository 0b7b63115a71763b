// What we ship to write to customers in English. Data: the office may save its own beside it.
import type { MailKind } from '../../../../shared/domain/mail/mail-kinds';
import type { MailText } from '../../../../shared/domain/mail/template';

export const englishTemplates: Readonly<Record<MailKind, MailText>> = {
  'order-confirmed': {
    subject: 'Order {{number}}: thank you',
    text: `Hello {{customer}},

we have your order {{number}} and are getting it ready.

{{#lines}}
{{quantity}} x {{name}}{{#price}}  {{price}}{{/price}}{{/lines}}
{{#total}}Total: {{total}}{{/total}}

It goes to:{{#address}}
{{line}}{{/address}}

We write again when it leaves.

{{#serviceMail}}Questions? Write to {{serviceMail}}{{#servicePhone}} or call {{servicePhone}}{{/servicePhone}}.{{/serviceMail}}
{{shop}}
`,
    html: `<p>Hello {{customer}},</p>
<p>we have your order {{number}} and are getting it ready.</p>
<table>
{{#lines}}<tr><td align="right">{{quantity}} ×</td><td>{{name}}</td><td align="right">{{price}}</td></tr>
{{/lines}}{{#total}}<tr><td></td><td><strong>Total</strong></td><td align="right"><strong>{{total}}</strong></td></tr>
{{/total}}</table>
<p>It goes to:<br>{{#address}}{{line}}<br>{{/address}}</p>
<p>We write again when it leaves.</p>
<p>{{#serviceMail}}Questions? Write to {{serviceMail}}{{#servicePhone}} or call {{servicePhone}}{{/servicePhone}}.<br>{{/serviceMail}}{{shop}}</p>
`,
  },
  'payment-link': {
    subject: 'Order {{number}}: pay {{amount}} here',
    text: `Hello {{customer}},

thank you for your order {{number}}. You can pay {{amount}} for it here:

{{paymentLink}}

{{#lines}}
{{quantity}} x {{name}}{{#price}}  {{price}}{{/price}}{{/lines}}
{{#total}}Total: {{total}}{{/total}}

{{#serviceMail}}Questions? Write to {{serviceMail}}{{#servicePhone}} or call {{servicePhone}}{{/servicePhone}}.{{/serviceMail}}
{{shop}}
`,
    html: `<p>Hello {{customer}},</p>
<p>thank you for your order {{number}}. You can pay {{amount}} for it here:</p>
<p><a href="{{paymentLink}}">Pay {{amount}}</a></p>
<table>
{{#lines}}<tr><td align="right">{{quantity}} ×</td><td>{{name}}</td><td align="right">{{price}}</td></tr>
{{/lines}}{{#total}}<tr><td></td><td><strong>Total</strong></td><td align="right"><strong>{{total}}</strong></td></tr>
{{/total}}</table>
<p>{{#serviceMail}}Questions? Write to {{serviceMail}}{{#servicePhone}} or call {{servicePhone}}{{/servicePhone}}.<br>{{/serviceMail}}{{shop}}</p>
`,
  },
  'order-shipped': {
    subject: 'Order {{number}} is on its way',
    text: `Hello {{customer}},

these things of your order {{number}} have left us:

{{#lines}}
{{quantity}} x {{name}}{{#price}}  {{price}}{{/price}}{{/lines}}

{{#parcels}}
{{carrier}} {{trackingNumber}}{{#trackingLink}}
{{trackingLink}}{{/trackingLink}}{{/parcels}}

{{#eta}}We expect it on {{eta}}.{{/eta}}

It goes to:{{#address}}
{{line}}{{/address}}

{{#serviceMail}}Questions? Write to {{serviceMail}}{{#servicePhone}} or call {{servicePhone}}{{/servicePhone}}.{{/serviceMail}}
{{shop}}
`,
    html: `<p>Hello {{customer}},</p>
<p>these things of your order {{number}} have left us:</p>
<ul>
{{#lines}}<li>{{quantity}} × {{name}}</li>
{{/lines}}</ul>
<ul>
{{#parcels}}<li>{{carrier}} {{trackingNumber}}{{#trackingLink}} <a href="{{trackingLink}}">Follow it</a>{{/trackingLink}}</li>
{{/parcels}}</ul>
{{#eta}}<p>We expect it on {{eta}}.</p>{{/eta}}
<p>It goes to:<br>{{#address}}{{line}}<br>{{/address}}</p>
<p>{{#serviceMail}}Questions? Write to {{serviceMail}}{{#servicePhone}} or call {{servicePhone}}{{/servicePhone}}.<br>{{/serviceMail}}{{shop}}</p>
`,
  },
  'order-delayed': {
    subject: 'Order {{number}} is late',
    text: `Hello {{customer}},

your order {{number}} should have been with you by now and is not. We are sorry, and we are looking after it.

{{#parcels}}
{{carrier}} {{trackingNumber}}{{#trackingLink}}
{{trackingLink}}{{/trackingLink}}{{/parcels}}

{{#eta}}We expect it on {{eta}}.{{/eta}}

{{#serviceMail}}Questions? Write to {{serviceMail}}{{#servicePhone}} or call {{servicePhone}}{{/servicePhone}}.{{/serviceMail}}
{{shop}}
`,
    html: `<p>Hello {{customer}},</p>
<p>your order {{number}} should have been with you by now and is not. We are sorry, and we are looking after it.</p>
<ul>
{{#parcels}}<li>{{carrier}} {{trackingNumber}}{{#trackingLink}} <a href="{{trackingLink}}">Follow it</a>{{/trackingLink}}</li>
{{/parcels}}</ul>
{{#eta}}<p>We expect it on {{eta}}.</p>{{/eta}}
<p>{{#serviceMail}}Questions? Write to {{serviceMail}}{{#servicePhone}} or call {{servicePhone}}{{/servicePhone}}.<br>{{/serviceMail}}{{shop}}</p>
`,
  },
  'order-delivered': {
    subject: 'Order {{number}} has arrived',
    text: `Hello {{customer}},

the carrier tells us that your order {{number}} has been delivered. Enjoy it.

{{#parcels}}
{{carrier}} {{trackingNumber}}{{#trackingLink}}
{{trackingLink}}{{/trackingLink}}{{/parcels}}

Is it not there? Tell us, please.

{{#serviceMail}}Questions? Write to {{serviceMail}}{{#servicePhone}} or call {{servicePhone}}{{/servicePhone}}.{{/serviceMail}}
{{shop}}
`,
    html: `<p>Hello {{customer}},</p>
<p>the carrier tells us that your order {{number}} has been delivered. Enjoy it.</p>
<ul>
{{#parcels}}<li>{{carrier}} {{trackingNumber}}{{#trackingLink}} <a href="{{trackingLink}}">Follow it</a>{{/trackingLink}}</li>
{{/parcels}}</ul>
<p>Is it not there? Tell us, please.</p>
<p>{{#serviceMail}}Questions? Write to {{serviceMail}}{{#servicePhone}} or call {{servicePhone}}{{/servicePhone}}.<br>{{/serviceMail}}{{shop}}</p>
`,
  },
  'rating-request': {
    subject: 'How was order {{number}}?',
    text: `Hello {{customer}},

did everything of your order {{number}} arrive, and is it as you hoped? It takes a minute to tell us.

{{#rateLink}}Rate the order: {{rateLink}}{{/rateLink}}

{{#serviceMail}}Questions? Write to {{serviceMail}}{{#servicePhone}} or call {{servicePhone}}{{/servicePhone}}.{{/serviceMail}}
{{shop}}
`,
    html: `<p>Hello {{customer}},</p>
<p>did everything of your order {{number}} arrive, and is it as you hoped? It takes a minute to tell us.</p>
{{#rateLink}}<p><a href="{{rateLink}}">Rate the order</a></p>{{/rateLink}}
<p>{{#serviceMail}}Questions? Write to {{serviceMail}}{{#servicePhone}} or call {{servicePhone}}{{/servicePhone}}.<br>{{/serviceMail}}{{shop}}</p>
`,
  },
  'cart-recovery': {
    subject: 'You left something in your basket',
    text: `Hello {{customer}},

these things still wait in your basket:

{{#lines}}
{{quantity}} x {{name}}{{#price}}  {{price}}{{/price}}{{/lines}}
{{#total}}Total: {{total}}{{/total}}

{{#cartLink}}Back to the basket: {{cartLink}}{{/cartLink}}

{{#serviceMail}}Questions? Write to {{serviceMail}}{{#servicePhone}} or call {{servicePhone}}{{/servicePhone}}.{{/serviceMail}}
{{shop}}
`,
    html: `<p>Hello {{customer}},</p>
<p>these things still wait in your basket:</p>
<table>
{{#lines}}<tr><td align="right">{{quantity}} ×</td><td>{{name}}</td><td align="right">{{price}}</td></tr>
{{/lines}}{{#total}}<tr><td></td><td><strong>Total</strong></td><td align="right"><strong>{{total}}</strong></td></tr>
{{/total}}</table>
{{#cartLink}}<p><a href="{{cartLink}}">Back to the basket</a></p>{{/cartLink}}
<p>{{#serviceMail}}Questions? Write to {{serviceMail}}{{#servicePhone}} or call {{servicePhone}}{{/servicePhone}}.<br>{{/serviceMail}}{{shop}}</p>
`,
  },
  'refund-sent': {
    subject: 'Order {{number}}: {{amount}} is on its way back',
    text: `Hello {{customer}},

we have sent {{amount}} of your order {{number}} back to you, the way you paid. Your bank may take some days.

{{#reason}}{{reason}}{{/reason}}

{{#serviceMail}}Questions? Write to {{serviceMail}}{{#servicePhone}} or call {{servicePhone}}{{/servicePhone}}.{{/serviceMail}}
{{shop}}
`,
    html: `<p>Hello {{customer}},</p>
<p>we have sent {{amount}} of your order {{number}} back to you, the way you paid. Your bank may take some days.</p>
{{#reason}}<p>{{reason}}</p>{{/reason}}
<p>{{#serviceMail}}Questions? Write to {{serviceMail}}{{#servicePhone}} or call {{servicePhone}}{{/servicePhone}}.<br>{{/serviceMail}}{{shop}}</p>
`,
  },
  'return-advised': {
    subject: 'Order {{number}}: your return {{returnNumber}}',
    text: `Hello {{customer}},

you may send back what you asked for of order {{number}}. Write this number on the box, or put the page behind the link into it: {{returnNumber}}

{{#returnLink}}{{returnLink}}{{/returnLink}}

{{#serviceMail}}Questions? Write to {{serviceMail}}{{#servicePhone}} or call {{servicePhone}}{{/servicePhone}}.{{/serviceMail}}
{{shop}}
`,
    html: `<p>Hello {{customer}},</p>
<p>you may send back what you asked for of order {{number}}. Write this number on the box, or put the page behind the link into it: <strong>{{returnNumber}}</strong></p>
{{#returnLink}}<p><a href="{{returnLink}}">Number, label and address</a></p>{{/returnLink}}
<p>{{#serviceMail}}Questions? Write to {{serviceMail}}{{#servicePhone}} or call {{servicePhone}}{{/servicePhone}}.<br>{{/serviceMail}}{{shop}}</p>
`,
  },
  'return-received': {
    subject: 'Order {{number}}: your return is here',
    text: `Hello {{customer}},

what you sent back of order {{number}} has arrived (return {{returnNumber}}). We look at it and write to you when the money is on its way.

{{#returnLink}}{{returnLink}}{{/returnLink}}

{{#serviceMail}}Questions? Write to {{serviceMail}}{{#servicePhone}} or call {{servicePhone}}{{/servicePhone}}.{{/serviceMail}}
{{shop}}
`,
    html: `<p>Hello {{customer}},</p>
<p>what you sent back of order {{number}} has arrived (return {{returnNumber}}). We look at it and write to you when the money is on its way.</p>
{{#returnLink}}<p><a href="{{returnLink}}">Your return</a></p>{{/returnLink}}
<p>{{#serviceMail}}Questions? Write to {{serviceMail}}{{#servicePhone}} or call {{servicePhone}}{{/servicePhone}}.<br>{{/serviceMail}}{{shop}}</p>
`,
  },
  quote: {
    subject: 'Our quote {{number}}',
    text: `Hello {{customer}},

here is what you asked for.

{{#lines}}
{{quantity}} x {{name}}{{#price}}  {{price}}{{/price}}{{/lines}}
{{#total}}Total: {{total}}{{/total}}

{{#validUntil}}It holds until {{validUntil}}.{{/validUntil}}

{{#quoteLink}}Accept the quote: {{quoteLink}}{{/quoteLink}}

{{#serviceMail}}Questions? Write to {{serviceMail}}{{#servicePhone}} or call {{servicePhone}}{{/servicePhone}}.{{/serviceMail}}
{{shop}}
`,
    html: `<p>Hello {{customer}},</p>
<p>here is what you asked for.</p>
<table>
{{#lines}}<tr><td align="right">{{quantity}} ×</td><td>{{name}}</td><td align="right">{{price}}</td></tr>
{{/lines}}{{#total}}<tr><td></td><td><strong>Total</strong></td><td align="right"><strong>{{total}}</strong></td></tr>
{{/total}}</table>
{{#validUntil}}<p>It holds until {{validUntil}}.</p>{{/validUntil}}
{{#quoteLink}}<p><a href="{{quoteLink}}">Accept the quote</a></p>{{/quoteLink}}
<p>{{#serviceMail}}Questions? Write to {{serviceMail}}{{#servicePhone}} or call {{servicePhone}}{{/servicePhone}}.<br>{{/serviceMail}}{{shop}}</p>
`,
  },
  'back-in-stock': {
    subject: '{{product}} is back',
    text: `Hello {{customer}},

{{product}} is in stock again. You asked us to tell you.

{{#productLink}}See it: {{productLink}}{{/productLink}}

{{#serviceMail}}Questions? Write to {{serviceMail}}{{#servicePhone}} or call {{servicePhone}}{{/servicePhone}}.{{/serviceMail}}
{{shop}}
`,
    html: `<p>Hello {{customer}},</p>
<p>{{product}} is in stock again. You asked us to tell you.</p>
{{#productLink}}<p><a href="{{productLink}}">See it</a></p>{{/productLink}}
<p>{{#serviceMail}}Questions? Write to {{serviceMail}}{{#servicePhone}} or call {{servicePhone}}{{/servicePhone}}.<br>{{/serviceMail}}{{shop}}</p>
`,
  },
  'payment-reminder': {
    subject:
      '{{#first}}A reminder: {{total}} to {{shop}}{{/first}}{{#next}}Second reminder: {{total}} is overdue{{/next}}{{#last}}Last reminder: {{total}} is overdue{{/last}}',
    text: `Hello {{customer}},

{{#first}}this may have slipped by: by our books the following is still to be paid.{{/first}}{{#next}}we have reminded you before, and by our books the following is still to be paid.{{/next}}{{#last}}this is our last reminder. Unless it is paid within seven days we hand the matter on.{{/last}}

{{#debts}}
{{number}}  due {{due}}, {{days}} days ago  {{amount}}{{/debts}}
{{#credit}}To your credit: {{credit}}{{/credit}}
{{#fee}}Fee for this reminder: {{fee}}{{/fee}}
Total: {{total}}

If you have paid meanwhile, or something is not right, please tell us.

{{#serviceMail}}Questions? Write to {{serviceMail}}{{#servicePhone}} or call {{servicePhone}}{{/servicePhone}}.{{/serviceMail}}
{{shop}}
`,
    html: `<p>Hello {{customer}},</p>
<p>{{#first}}this may have slipped by: by our books the following is still to be paid.{{/first}}{{#next}}we have reminded you before, and by our books the following is still to be paid.{{/next}}{{#last}}this is our last reminder. Unless it is paid within seven days we hand the matter on.{{/last}}</p>
<table>
{{#debts}}<tr><td>{{number}}</td><td>due {{due}}, {{days}} days ago</td><td align="right">{{amount}}</td></tr>
{{/debts}}{{#credit}}<tr><td></td><td>To your credit</td><td align="right">{{credit}}</td></tr>
{{/credit}}{{#fee}}<tr><td></td><td>Fee for this reminder</td><td align="right">{{fee}}</td></tr>
{{/fee}}<tr><td></td><td><strong>Total</strong></td><td align="right"><strong>{{total}}</strong></td></tr>
</table>
<p>If you have paid meanwhile, or something is not right, please tell us.</p>
<p>{{#serviceMail}}Questions? Write to {{serviceMail}}{{#servicePhone}} or call {{servicePhone}}{{/servicePhone}}.<br>{{/serviceMail}}{{shop}}</p>
`,
  },
};
