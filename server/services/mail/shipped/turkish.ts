// What we ship to write to customers in Turkish. Data: the office may save its own beside it.
import type { MailKind } from '../../../../shared/domain/mail/mail-kinds';
import type { MailText } from '../../../../shared/domain/mail/template';

export const turkishTemplates: Readonly<Record<MailKind, MailText>> = {
  'order-confirmed': {
    subject: '{{number}} numaralı siparişiniz: teşekkürler',
    text: `Merhaba {{customer}},

{{number}} numaralı siparişinizi aldık, hazırlıyoruz.

{{#lines}}
{{quantity}} x {{name}}{{#price}}  {{price}}{{/price}}{{/lines}}
{{#total}}Toplam: {{total}}{{/total}}

Teslimat adresi:{{#address}}
{{line}}{{/address}}

Yola çıktığında yine yazacağız.

{{#serviceMail}}Sorunuz mu var? Bize yazın: {{serviceMail}}{{#servicePhone}}, telefon: {{servicePhone}}{{/servicePhone}}{{/serviceMail}}
{{shop}}
`,
    html: `<p>Merhaba {{customer}},</p>
<p>{{number}} numaralı siparişinizi aldık, hazırlıyoruz.</p>
<table>
{{#lines}}<tr><td align="right">{{quantity}} ×</td><td>{{name}}</td><td align="right">{{price}}</td></tr>
{{/lines}}{{#total}}<tr><td></td><td><strong>Toplam</strong></td><td align="right"><strong>{{total}}</strong></td></tr>
{{/total}}</table>
<p>Teslimat adresi:<br>{{#address}}{{line}}<br>{{/address}}</p>
<p>Yola çıktığında yine yazacağız.</p>
<p>{{#serviceMail}}Sorunuz mu var? Bize yazın: {{serviceMail}}{{#servicePhone}}, telefon: {{servicePhone}}{{/servicePhone}}<br>{{/serviceMail}}{{shop}}</p>
`,
  },
  'payment-link': {
    subject: '{{number}} numaralı sipariş: {{amount}} ödemenizi buradan yapın',
    text: `Merhaba {{customer}},

{{number}} numaralı siparişiniz için teşekkür ederiz. {{amount}} tutarını buradan ödeyebilirsiniz:

{{paymentLink}}

{{#lines}}
{{quantity}} x {{name}}{{#price}}  {{price}}{{/price}}{{/lines}}
{{#total}}Toplam: {{total}}{{/total}}

{{#serviceMail}}Sorunuz mu var? Bize yazın: {{serviceMail}}{{#servicePhone}}, telefon: {{servicePhone}}{{/servicePhone}}{{/serviceMail}}
{{shop}}
`,
    html: `<p>Merhaba {{customer}},</p>
<p>{{number}} numaralı siparişiniz için teşekkür ederiz. {{amount}} tutarını buradan ödeyebilirsiniz:</p>
<p><a href="{{paymentLink}}">{{amount}} öde</a></p>
<table>
{{#lines}}<tr><td align="right">{{quantity}} ×</td><td>{{name}}</td><td align="right">{{price}}</td></tr>
{{/lines}}{{#total}}<tr><td></td><td><strong>Toplam</strong></td><td align="right"><strong>{{total}}</strong></td></tr>
{{/total}}</table>
<p>{{#serviceMail}}Sorunuz mu var? Bize yazın: {{serviceMail}}{{#servicePhone}}, telefon: {{servicePhone}}{{/servicePhone}}<br>{{/serviceMail}}{{shop}}</p>
`,
  },
  'order-shipped': {
    subject: '{{number}} numaralı siparişiniz yolda',
    text: `Merhaba {{customer}},

{{number}} numaralı siparişinizden şunlar yola çıktı:

{{#lines}}
{{quantity}} x {{name}}{{#price}}  {{price}}{{/price}}{{/lines}}

{{#parcels}}
{{carrier}} {{trackingNumber}}{{#trackingLink}}
{{trackingLink}}{{/trackingLink}}{{/parcels}}

{{#eta}}Tahmini teslim günü: {{eta}}.{{/eta}}

Teslimat adresi:{{#address}}
{{line}}{{/address}}

{{#serviceMail}}Sorunuz mu var? Bize yazın: {{serviceMail}}{{#servicePhone}}, telefon: {{servicePhone}}{{/servicePhone}}{{/serviceMail}}
{{shop}}
`,
    html: `<p>Merhaba {{customer}},</p>
<p>{{number}} numaralı siparişinizden şunlar yola çıktı:</p>
<ul>
{{#lines}}<li>{{quantity}} × {{name}}</li>
{{/lines}}</ul>
<ul>
{{#parcels}}<li>{{carrier}} {{trackingNumber}}{{#trackingLink}} <a href="{{trackingLink}}">Takip edin</a>{{/trackingLink}}</li>
{{/parcels}}</ul>
{{#eta}}<p>Tahmini teslim günü: {{eta}}.</p>{{/eta}}
<p>Teslimat adresi:<br>{{#address}}{{line}}<br>{{/address}}</p>
<p>{{#serviceMail}}Sorunuz mu var? Bize yazın: {{serviceMail}}{{#servicePhone}}, telefon: {{servicePhone}}{{/servicePhone}}<br>{{/serviceMail}}{{shop}}</p>
`,
  },
  'order-delayed': {
    subject: '{{number}} numaralı siparişiniz gecikti',
    text: `Merhaba {{customer}},

{{number}} numaralı siparişiniz şimdiye kadar elinizde olmalıydı. Özür dileriz, takip ediyoruz.

{{#parcels}}
{{carrier}} {{trackingNumber}}{{#trackingLink}}
{{trackingLink}}{{/trackingLink}}{{/parcels}}

{{#eta}}Tahmini teslim günü: {{eta}}.{{/eta}}

{{#serviceMail}}Sorunuz mu var? Bize yazın: {{serviceMail}}{{#servicePhone}}, telefon: {{servicePhone}}{{/servicePhone}}{{/serviceMail}}
{{shop}}
`,
    html: `<p>Merhaba {{customer}},</p>
<p>{{number}} numaralı siparişiniz şimdiye kadar elinizde olmalıydı. Özür dileriz, takip ediyoruz.</p>
<ul>
{{#parcels}}<li>{{carrier}} {{trackingNumber}}{{#trackingLink}} <a href="{{trackingLink}}">Takip edin</a>{{/trackingLink}}</li>
{{/parcels}}</ul>
{{#eta}}<p>Tahmini teslim günü: {{eta}}.</p>{{/eta}}
<p>{{#serviceMail}}Sorunuz mu var? Bize yazın: {{serviceMail}}{{#servicePhone}}, telefon: {{servicePhone}}{{/servicePhone}}<br>{{/serviceMail}}{{shop}}</p>
`,
  },
  'order-delivered': {
    subject: '{{number}} numaralı siparişiniz teslim edildi',
    text: `Merhaba {{customer}},

kargo firması {{number}} numaralı siparişinizin teslim edildiğini bildirdi. İyi günlerde kullanın.

{{#parcels}}
{{carrier}} {{trackingNumber}}{{#trackingLink}}
{{trackingLink}}{{/trackingLink}}{{/parcels}}

Elinize geçmediyse lütfen bize haber verin.

{{#serviceMail}}Sorunuz mu var? Bize yazın: {{serviceMail}}{{#servicePhone}}, telefon: {{servicePhone}}{{/servicePhone}}{{/serviceMail}}
{{shop}}
`,
    html: `<p>Merhaba {{customer}},</p>
<p>kargo firması {{number}} numaralı siparişinizin teslim edildiğini bildirdi. İyi günlerde kullanın.</p>
<ul>
{{#parcels}}<li>{{carrier}} {{trackingNumber}}{{#trackingLink}} <a href="{{trackingLink}}">Takip edin</a>{{/trackingLink}}</li>
{{/parcels}}</ul>
<p>Elinize geçmediyse lütfen bize haber verin.</p>
<p>{{#serviceMail}}Sorunuz mu var? Bize yazın: {{serviceMail}}{{#servicePhone}}, telefon: {{servicePhone}}{{/servicePhone}}<br>{{/serviceMail}}{{shop}}</p>
`,
  },
  'rating-request': {
    subject: '{{number}} numaralı siparişiniz nasıldı?',
    text: `Merhaba {{customer}},

{{number}} numaralı siparişinizdeki her şey elinize ulaştı mı, beklediğiniz gibi mi? Söylemeniz bir dakika sürer.

{{#rateLink}}Siparişi puanlayın: {{rateLink}}{{/rateLink}}

{{#serviceMail}}Sorunuz mu var? Bize yazın: {{serviceMail}}{{#servicePhone}}, telefon: {{servicePhone}}{{/servicePhone}}{{/serviceMail}}
{{shop}}
`,
    html: `<p>Merhaba {{customer}},</p>
<p>{{number}} numaralı siparişinizdeki her şey elinize ulaştı mı, beklediğiniz gibi mi? Söylemeniz bir dakika sürer.</p>
{{#rateLink}}<p><a href="{{rateLink}}">Siparişi puanlayın</a></p>{{/rateLink}}
<p>{{#serviceMail}}Sorunuz mu var? Bize yazın: {{serviceMail}}{{#servicePhone}}, telefon: {{servicePhone}}{{/servicePhone}}<br>{{/serviceMail}}{{shop}}</p>
`,
  },
  'cart-recovery': {
    subject: 'Sepetinizde ürün kaldı',
    text: `Merhaba {{customer}},

şu ürünler sepetinizde bekliyor:

{{#lines}}
{{quantity}} x {{name}}{{#price}}  {{price}}{{/price}}{{/lines}}
{{#total}}Toplam: {{total}}{{/total}}

{{#cartLink}}Sepete dönün: {{cartLink}}{{/cartLink}}

{{#serviceMail}}Sorunuz mu var? Bize yazın: {{serviceMail}}{{#servicePhone}}, telefon: {{servicePhone}}{{/servicePhone}}{{/serviceMail}}
{{shop}}
`,
    html: `<p>Merhaba {{customer}},</p>
<p>şu ürünler sepetinizde bekliyor:</p>
<table>
{{#lines}}<tr><td align="right">{{quantity}} ×</td><td>{{name}}</td><td align="right">{{price}}</td></tr>
{{/lines}}{{#total}}<tr><td></td><td><strong>Toplam</strong></td><td align="right"><strong>{{total}}</strong></td></tr>
{{/total}}</table>
{{#cartLink}}<p><a href="{{cartLink}}">Sepete dönün</a></p>{{/cartLink}}
<p>{{#serviceMail}}Sorunuz mu var? Bize yazın: {{serviceMail}}{{#servicePhone}}, telefon: {{servicePhone}}{{/servicePhone}}<br>{{/serviceMail}}{{shop}}</p>
`,
  },
  'refund-sent': {
    subject: '{{number}} numaralı sipariş: {{amount}} iade edildi',
    text: `Merhaba {{customer}},

{{number}} numaralı siparişiniz için {{amount}} tutarını, ödediğiniz yolla iade ettik. Bankanızda görünmesi birkaç gün sürebilir.

{{#reason}}{{reason}}{{/reason}}

{{#serviceMail}}Sorunuz mu var? Bize yazın: {{serviceMail}}{{#servicePhone}}, telefon: {{servicePhone}}{{/servicePhone}}{{/serviceMail}}
{{shop}}
`,
    html: `<p>Merhaba {{customer}},</p>
<p>{{number}} numaralı siparişiniz için {{amount}} tutarını, ödediğiniz yolla iade ettik. Bankanızda görünmesi birkaç gün sürebilir.</p>
{{#reason}}<p>{{reason}}</p>{{/reason}}
<p>{{#serviceMail}}Sorunuz mu var? Bize yazın: {{serviceMail}}{{#servicePhone}}, telefon: {{servicePhone}}{{/servicePhone}}<br>{{/serviceMail}}{{shop}}</p>
`,
  },
  'return-advised': {
    subject: '{{number}} numaralı sipariş: ürün iadeniz {{returnNumber}}',
    text: `Merhaba {{customer}},

{{number}} numaralı siparişinizden geri göndermek istediğinizi gönderebilirsiniz. Kolinin üzerine şu numarayı yazın ya da bağlantıdaki sayfayı içine koyun: {{returnNumber}}

{{#returnLink}}{{returnLink}}{{/returnLink}}

{{#serviceMail}}Sorunuz mu var? Bize yazın: {{serviceMail}}{{#servicePhone}}, telefon: {{servicePhone}}{{/servicePhone}}{{/serviceMail}}
{{shop}}
`,
    html: `<p>Merhaba {{customer}},</p>
<p>{{number}} numaralı siparişinizden geri göndermek istediğinizi gönderebilirsiniz. Kolinin üzerine şu numarayı yazın ya da bağlantıdaki sayfayı içine koyun: <strong>{{returnNumber}}</strong></p>
{{#returnLink}}<p><a href="{{returnLink}}">Numara, etiket ve adres</a></p>{{/returnLink}}
<p>{{#serviceMail}}Sorunuz mu var? Bize yazın: {{serviceMail}}{{#servicePhone}}, telefon: {{servicePhone}}{{/servicePhone}}<br>{{/serviceMail}}{{shop}}</p>
`,
  },
  'return-received': {
    subject: '{{number}} numaralı sipariş: geri gönderdiğiniz geldi',
    text: `Merhaba {{customer}},

{{number}} numaralı siparişinizden geri gönderdikleriniz bize ulaştı (ürün iadesi {{returnNumber}}). İnceliyoruz; paranız yola çıkınca size yazacağız.

{{#returnLink}}{{returnLink}}{{/returnLink}}

{{#serviceMail}}Sorunuz mu var? Bize yazın: {{serviceMail}}{{#servicePhone}}, telefon: {{servicePhone}}{{/servicePhone}}{{/serviceMail}}
{{shop}}
`,
    html: `<p>Merhaba {{customer}},</p>
<p>{{number}} numaralı siparişinizden geri gönderdikleriniz bize ulaştı (ürün iadesi {{returnNumber}}). İnceliyoruz; paranız yola çıkınca size yazacağız.</p>
{{#returnLink}}<p><a href="{{returnLink}}">Ürün iadeniz</a></p>{{/returnLink}}
<p>{{#serviceMail}}Sorunuz mu var? Bize yazın: {{serviceMail}}{{#servicePhone}}, telefon: {{servicePhone}}{{/servicePhone}}<br>{{/serviceMail}}{{shop}}</p>
`,
  },
  quote: {
    subject: '{{number}} numaralı teklifimiz',
    text: `Merhaba {{customer}},

istediğiniz teklif aşağıdadır.

{{#lines}}
{{quantity}} x {{name}}{{#price}}  {{price}}{{/price}}{{/lines}}
{{#total}}Toplam: {{total}}{{/total}}

{{#validUntil}}Son geçerlilik günü: {{validUntil}}.{{/validUntil}}

{{#quoteLink}}Teklifi kabul edin: {{quoteLink}}{{/quoteLink}}

{{#serviceMail}}Sorunuz mu var? Bize yazın: {{serviceMail}}{{#servicePhone}}, telefon: {{servicePhone}}{{/servicePhone}}{{/serviceMail}}
{{shop}}
`,
    html: `<p>Merhaba {{customer}},</p>
<p>istediğiniz teklif aşağıdadır.</p>
<table>
{{#lines}}<tr><td align="right">{{quantity}} ×</td><td>{{name}}</td><td align="right">{{price}}</td></tr>
{{/lines}}{{#total}}<tr><td></td><td><strong>Toplam</strong></td><td align="right"><strong>{{total}}</strong></td></tr>
{{/total}}</table>
{{#validUntil}}<p>Son geçerlilik günü: {{validUntil}}.</p>{{/validUntil}}
{{#quoteLink}}<p><a href="{{quoteLink}}">Teklifi kabul edin</a></p>{{/quoteLink}}
<p>{{#serviceMail}}Sorunuz mu var? Bize yazın: {{serviceMail}}{{#servicePhone}}, telefon: {{servicePhone}}{{/servicePhone}}<br>{{/serviceMail}}{{shop}}</p>
`,
  },
  'back-in-stock': {
    subject: '{{product}} yeniden stokta',
    text: `Merhaba {{customer}},

{{product}} yeniden stokta. Haber vermemizi istemiştiniz.

{{#productLink}}Ürüne gidin: {{productLink}}{{/productLink}}

{{#serviceMail}}Sorunuz mu var? Bize yazın: {{serviceMail}}{{#servicePhone}}, telefon: {{servicePhone}}{{/servicePhone}}{{/serviceMail}}
{{shop}}
`,
    html: `<p>Merhaba {{customer}},</p>
<p>{{product}} yeniden stokta. Haber vermemizi istemiştiniz.</p>
{{#productLink}}<p><a href="{{productLink}}">Ürüne gidin</a></p>{{/productLink}}
<p>{{#serviceMail}}Sorunuz mu var? Bize yazın: {{serviceMail}}{{#servicePhone}}, telefon: {{servicePhone}}{{/servicePhone}}<br>{{/serviceMail}}{{shop}}</p>
`,
  },
  'payment-reminder': {
    subject:
      '{{#first}}Hatırlatma: {{total}}, {{shop}}{{/first}}{{#next}}İkinci hatırlatma: {{total}} vadesi geçti{{/next}}{{#last}}Son hatırlatma: {{total}} vadesi geçti{{/last}}',
    text: `Merhaba {{customer}},

{{#first}}gözünüzden kaçmış olabilir: kayıtlarımıza göre aşağıdakiler henüz ödenmedi.{{/first}}{{#next}}daha önce hatırlatmıştık; kayıtlarımıza göre aşağıdakiler hâlâ ödenmedi.{{/next}}{{#last}}bu son hatırlatmamızdır. Yedi gün içinde ödenmezse konuyu devredeceğiz.{{/last}}

{{#debts}}
{{number}}  vade {{due}}, {{days}} gün geçti  {{amount}}{{/debts}}
{{#credit}}Alacağınız: {{credit}}{{/credit}}
{{#fee}}Hatırlatma ücreti: {{fee}}{{/fee}}
Toplam: {{total}}

Bu arada ödediyseniz ya da bir yanlışlık varsa lütfen bize bildirin.

{{#serviceMail}}Sorunuz mu var? Bize yazın: {{serviceMail}}{{#servicePhone}}, telefon: {{servicePhone}}{{/servicePhone}}{{/serviceMail}}
{{shop}}
`,
    html: `<p>Merhaba {{customer}},</p>
<p>{{#first}}gözünüzden kaçmış olabilir: kayıtlarımıza göre aşağıdakiler henüz ödenmedi.{{/first}}{{#next}}daha önce hatırlatmıştık; kayıtlarımıza göre aşağıdakiler hâlâ ödenmedi.{{/next}}{{#last}}bu son hatırlatmamızdır. Yedi gün içinde ödenmezse konuyu devredeceğiz.{{/last}}</p>
<table>
{{#debts}}<tr><td>{{number}}</td><td>vade {{due}}, {{days}} gün geçti</td><td align="right">{{amount}}</td></tr>
{{/debts}}{{#credit}}<tr><td></td><td>Alacağınız</td><td align="right">{{credit}}</td></tr>
{{/credit}}{{#fee}}<tr><td></td><td>Hatırlatma ücreti</td><td align="right">{{fee}}</td></tr>
{{/fee}}<tr><td></td><td><strong>Toplam</strong></td><td align="right"><strong>{{total}}</strong></td></tr>
</table>
<p>Bu arada ödediyseniz ya da bir yanlışlık varsa lütfen bize bildirin.</p>
<p>{{#serviceMail}}Sorunuz mu var? Bize yazın: {{serviceMail}}{{#servicePhone}}, telefon: {{servicePhone}}{{/servicePhone}}<br>{{/serviceMail}}{{shop}}</p>
`,
  },
};
