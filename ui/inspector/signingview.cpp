#include "ui/inspector/signingview.h"

#include "ui/inspector/callfacts.h"
#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/textlabel.h"

#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QTextEdit>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

namespace {

constexpr int mostUnbroken = 12; // characters of a text without a place to break it

// The part of a text in which it differs from another: without what both begin and end with.
struct Middle {
    qsizetype begin = 0;
    qsizetype end = 0;
};

Middle middleOf(const QString& text, const QString& other)
{
    const qsizetype shorter = qMin(text.size(), other.size());
    qsizetype head = 0;
    while (head < shorter && text[head] == other[head])
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head && text[text.size() - 1 - tail] == other[other.size() - 1 - tail])
        ++tail;
    return {head, text.size() - tail};
}

// Long values have no blanks; without places to break them the table would be as wide as they are.
QString breakable(const QString& text)
{
    QString result;
    for (qsizetype at = 0; at < text.size(); at += mostUnbroken)
        result += text.mid(at, mostUnbroken).toHtmlEscaped() + QStringLiteral("&#8203;");
    return result;
}

} // namespace

SigningView::SigningView(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_pages(new QStackedLayout(this)),
      m_text(new QPlainTextEdit(this)),
      m_comparison(new QWidget(this)),
      m_verdict(new TextLabel(appearance, FontRole::Control, Token::Danger, {}, this)),
      m_table(new QTextEdit(this))
{
    const Theme& theme = appearance.theme();
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(theme.font(FontRole::Mono));
    m_text->document()->setDocumentMargin(theme.sizes().panelPadding);
    m_text->setAccessibleName(tr("Signing"));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_table->setReadOnly(true);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setFont(theme.font(FontRole::MonoSmall));
    m_table->document()->setDocumentMargin(theme.sizes().panelPadding);
    m_table->setAccessibleName(tr("Signed by us and by the service"));
    m_table->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_verdict->setContentsMargins(theme.sizes().panelPadding, theme.px(8), theme.sizes().panelPadding, 0);
    auto* column = new QVBoxLayout(m_comparison);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_verdict);
    column->addWidget(m_table, 1);
    m_pages->addWidget(m_text);
    m_pages->addWidget(m_comparison);
}

QString SigningView::verdict() const
{
    return m_pages->currentWidget() == m_comparison ? m_verdict->text() : QString();
}

void SigningView::showAttempt(const ExchangeAttempt& attempt)
{
    const auto diff = signatureDiff(attempt);
    m_pages->setCurrentWidget(diff ? m_comparison : static_cast<QWidget*>(m_text));
    const QString text = signingText(attempt.signing);
    if (m_text->toPlainText() != text)
        m_text->setPlainText(text);
    if (!diff)
        return;
    m_verdict->setText(toQString(diff->verdict));
    m_table->setHtml(page(*diff));
}

QString SigningView::page(const SignatureDiff& diff) const
{
    const Theme& theme = m_appearance.theme();
    const QString quiet = theme.color(Token::Text2).name();
    QString rows = QStringLiteral("<tr style='color:%1'><td></td><td>%2</td><td>%3</td></tr>")
                       .arg(quiet, tr("Ours").toHtmlEscaped(),
                            diff.isTold ? tr("The service's").toHtmlEscaped() : QString());
    const std::size_t first = diff.firstDifference();
    for (std::size_t i = 0; i < diff.lines.size(); ++i) {
        const SignatureLine& line = diff.lines[i];
        const QString ground =
            i == first ? QStringLiteral(" bgcolor='%1'").arg(theme.color(Token::DangerBg).name()) : QString();
        rows += QStringLiteral("<tr%1><td style='color:%2'>%3&nbsp;</td><td>%4</td><td>%5</td></tr>")
                    .arg(ground, line.isSame ? quiet : theme.color(Token::Danger).name(),
                         toOneLine(line.part).toHtmlEscaped(), cell(line.ours, line.theirs, line.isSame),
                         diff.isTold ? cell(line.theirs, line.ours, line.isSame) : QString());
    }
    return QStringLiteral("<table cellpadding='3' cellspacing='0' width='100%'>%1</table>").arg(rows);
}

QString SigningView::cell(const std::string& text, const std::string& other, bool isSame) const
{
    const QString shown = toOneLine(text);
    if (isSame)
        return breakable(shown);
    const Middle middle = middleOf(shown, toOneLine(other));
    QString differs = shown.mid(middle.begin, middle.end - middle.begin);
    differs.replace(u' ', QChar(0x2420)); // a blank more or less is what is hardest to see
    const Theme& theme = m_appearance.theme();
    const QString mark = QStringLiteral("<span style='background-color:%1; color:%2'>%3</span>")
                             .arg(theme.color(Token::Danger).name(), theme.color(Token::OnDanger).name(),
                                  differs.isEmpty() ? QStringLiteral("&#8203;") : breakable(differs));
    return breakable(shown.left(middle.begin)) + mark + breakable(shown.mid(middle.end));
}

} // namespace inia::ui
