#include "ui/panels/bodyview.h"

#include "ui/models/displaytext.h"
#include "ui/panels/detailssections.h"
#include "ui/panels/keyvalueview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/treeview.h"

#include <QtCore/QStringDecoder>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

namespace {

constexpr int indentWidth = 2;
constexpr int bytesPerLine = 16;

void breakLine(QString& out, int depth)
{
    if (!out.isEmpty())
        out += u'\n';
    out += QString(qsizetype(depth) * indentWidth, u' ');
}

// One piece of an XML text: a tag with its brackets, or the characters up to the next one.
QStringView nextPiece(QStringView text)
{
    if (!text.startsWith(u'<')) {
        const auto tag = text.indexOf(u'<');
        return tag < 0 ? text : text.first(tag);
    }
    const QLatin1StringView closing = text.startsWith(QLatin1StringView("<!--")) ? QLatin1StringView("-->")
                                      : text.startsWith(QLatin1StringView("<![CDATA["))
                                          ? QLatin1StringView("]]>")
                                          : QLatin1StringView(">");
    const auto end = text.indexOf(closing);
    return end < 0 ? text : text.first(end + closing.size());
}

bool opens(QStringView piece)
{
    return piece.startsWith(u'<') && !piece.startsWith(QLatin1StringView("</")) &&
           !piece.startsWith(QLatin1StringView("<?")) && !piece.startsWith(QLatin1StringView("<!")) &&
           !piece.endsWith(QLatin1StringView("/>"));
}

// The end of the string that begins at `start` with a quote.
qsizetype stringEnd(QStringView text, qsizetype start)
{
    for (qsizetype i = start + 1; i < text.size(); ++i) {
        if (text[i] == u'\\')
            ++i;
        else if (text[i] == u'"')
            return i + 1;
    }
    return text.size();
}

qsizetype skipSpace(QStringView text, qsizetype from)
{
    while (from < text.size() && text[from].isSpace())
        ++from;
    return from;
}

} // namespace

QString prettyXml(QStringView text)
{
    QString out;
    int depth = 0;
    bool justOpened = false; // an element that has only text so far stays on its line
    bool inlineText = false;
    while (!text.isEmpty()) {
        const QStringView piece = nextPiece(text);
        text = text.sliced(piece.size());
        if (!piece.startsWith(u'<')) {
            if (piece.trimmed().isEmpty() && !(justOpened && text.startsWith(QLatin1StringView("</"))))
                continue;
            inlineText = justOpened && text.startsWith(QLatin1StringView("</"));
            if (!inlineText)
                breakLine(out, depth);
            out += inlineText ? piece : piece.trimmed();
            continue;
        }
        const bool closes = piece.startsWith(QLatin1StringView("</"));
        if (closes)
            depth = qMax(0, depth - 1);
        if (!closes || !(justOpened || inlineText))
            breakLine(out, depth);
        out += piece;
        inlineText = false;
        justOpened = opens(piece);
        if (justOpened)
            ++depth;
    }
    return out;
}

QString prettyJson(QStringView text)
{
    QString out;
    int depth = 0;
    for (qsizetype i = skipSpace(text, 0); i < text.size(); i = skipSpace(text, i)) {
        const QChar c = text[i];
        if (c == u'"') {
            const auto end = stringEnd(text, i);
            out += text.sliced(i, end - i);
            i = end;
            continue;
        }
        ++i;
        if (c == u'{' || c == u'[') {
            out += c;
            const auto next = skipSpace(text, i);
            if (next < text.size() && (text[next] == u'}' || text[next] == u']')) {
                out += text[next];
                i = next + 1;
            } else {
                breakLine(out, ++depth);
            }
        } else if (c == u'}' || c == u']') {
            depth = qMax(0, depth - 1);
            breakLine(out, depth);
            out += c;
        } else {
            out += c;
            if (c == u',')
                breakLine(out, depth);
            else if (c == u':')
                out += u' ';
        }
    }
    return out;
}

QString prettyBody(const QString& text, const QString& contentType)
{
    const auto start = skipSpace(text, 0);
    const QChar first = start < text.size() ? text[start] : QChar();
    if (contentType.contains(QLatin1StringView("xml")) || first == u'<')
        return prettyXml(text);
    if (contentType.contains(QLatin1StringView("json")) || first == u'{' || first == u'[')
        return prettyJson(text);
    return text;
}

bool isReadableText(const QByteArray& bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder.decode(bytes);
    if (decoder.hasError())
        return false;
    for (const QChar c : text) {
        if (c.unicode() < 0x20 && !c.isSpace())
            return false;
    }
    return true;
}

QString hexDump(const QByteArray& bytes)
{
    QString out;
    for (qsizetype offset = 0; offset < bytes.size(); offset += bytesPerLine) {
        const QByteArray line = bytes.mid(offset, bytesPerLine);
        QString characters;
        for (const char c : line)
            characters += c >= 0x20 && c < 0x7f ? QLatin1Char(c) : QLatin1Char('.');
        if (offset > 0)
            out += u'\n';
        out += QStringLiteral("%1  %2  %3")
                   .arg(offset, 8, 16, QLatin1Char('0'))
                   .arg(QLatin1StringView(line.toHex(' ')), -(bytesPerLine * 3 - 1))
                   .arg(characters);
    }
    return out;
}

namespace {

constexpr qsizetype shownBytes = qsizetype(1024) * 1024;
constexpr int formKeyWidth = 160;
constexpr int typeWidth = 76;
constexpr int typeNeeds = 460; // of width; in a narrow view the values need the room

// Without the beginning of a character that the cut went through.
QByteArray wholeCharacters(QByteArray bytes)
{
    for (int i = 0; i < 3 && !bytes.isEmpty() && (bytes.back() & 0xC0) == 0x80; ++i)
        bytes.chop(1);
    if (!bytes.isEmpty() && (bytes.back() & 0x80) != 0)
        bytes.chop(1);
    return bytes;
}

} // namespace

BodyView::BodyView(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_tools(new QWidget(this)),
      m_forms(new SegmentedControl(appearance, {tr("Pretty"), tr("Raw"), tr("Value")}, m_tools,
                                   SegmentedControl::Size::Dock)),
      m_text(new QPlainTextEdit(this)),
      m_tree(new TreeView(appearance, TreeView::Look::Rows, new ValueDelegate(appearance), this)),
      m_note(new ElidedLabel(appearance, FontRole::MonoSmall, Token::Text2, this)),
      m_pages(new QStackedLayout)
{
    buildTools();
    build();
    connect(m_forms, &SegmentedControl::currentChanged, this, &BodyView::refresh);
    connect(m_tree, &TreeView::loadMoreRequested, this,
            [this](const QModelIndex& index) { (void)m_model.activate(index); });
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &BodyView::showPath);
}

void BodyView::followLinks()
{
    m_model.setTellsLinks(true);
    connect(m_tree, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        if (const QString link = m_model.link(index); !link.isEmpty())
            emit addressActivated(link);
    });
}

void BodyView::buildTools()
{
    const Theme& theme = m_appearance.theme();
    auto* copy = new ToolButton(m_appearance, QStringLiteral("copy"), tr("Copy the body"), {}, m_tools);
    copy->setIconPixels(14, 24);
    connect(copy, &QToolButton::clicked, this, &BodyView::copyAll);
    auto* line = new QHBoxLayout(m_tools);
    line->setContentsMargins(0, 0, theme.px(8), 0);
    line->setSpacing(theme.px(6));
    line->addWidget(m_forms);
    line->addWidget(copy);
}

void BodyView::build()
{
    const Theme& theme = m_appearance.theme();
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(theme.font(FontRole::Mono));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setAccessibleName(tr("Body"));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->document()->setDocumentMargin(theme.sizes().panelPadding);
    m_tree->setModel(&m_model);
    m_tree->setAccessibleName(tr("Value"));
    m_tree->header()->resizeSection(ValueTreeModel::KeyColumn, theme.px(formKeyWidth));
    m_tree->header()->resizeSection(ValueTreeModel::TypeColumn, theme.px(typeWidth));
    m_tree->setStretchColumn(ValueTreeModel::ValueColumn);
    m_note->setContentsMargins(theme.sizes().panelPadding, 0, theme.sizes().panelPadding, 0);
    m_note->setFixedHeight(theme.sizes().rowCompact);

    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(theme.px(4));
    all->addLayout(m_pages, 1);
    all->addWidget(m_note);
    m_pages->addWidget(m_text);
    m_pages->addWidget(m_tree);
}

void BodyView::setBody(const QByteArray& body, const QString& contentType, const Value& value)
{
    // Shared data of an unchanged record compares quickly; laying a MiB out again does not.
    if (body == m_body && contentType == m_contentType && value == m_value)
        return;
    m_body = body;
    m_contentType = contentType;
    m_value = value;
    m_model.setValue(value);
    refresh();
}

BodyView::Form BodyView::form() const
{
    return static_cast<Form>(m_forms->currentIndex());
}

void BodyView::setForm(Form form)
{
    m_forms->setCurrentIndex(static_cast<int>(form));
    refresh();
}

void BodyView::refresh()
{
    if (form() == Form::Value) {
        m_pages->setCurrentWidget(m_tree);
        showPath();
    } else {
        m_pages->setCurrentWidget(m_text);
        showText();
    }
}

void BodyView::showText()
{
    const bool cut = m_body.size() > shownBytes;
    const QByteArray shown = cut ? wholeCharacters(m_body.first(shownBytes)) : m_body;
    const bool readable = isReadableText(shown);
    const QString text = readable ? QString::fromUtf8(shown) : hexDump(shown);
    m_text->setPlainText(form() == Form::Pretty && readable ? prettyBody(text, m_contentType) : text);
    m_note->setText(cut ? tr("The first %1 of %2 are shown; copying takes all.")
                              .arg(sizeText(shown.size()), sizeText(m_body.size()))
                        : QString());
    m_note->setVisible(cut);
}

void BodyView::showPath()
{
    if (form() != Form::Value)
        return;
    m_note->setText(m_value.isNull() ? tr("Nothing was read from this body.")
                                     : m_model.path(m_tree->currentIndex()));
    m_note->setVisible(true);
}

void BodyView::copyAll()
{
    if (form() == Form::Value && m_tree->currentIndex().isValid()) {
        const QString value =
            m_tree->currentIndex().siblingAtColumn(ValueTreeModel::ValueColumn).data(CopyRole).toString();
        if (!value.isEmpty()) {
            emit copyRequested(value);
            return;
        }
    }
    const QString text = isReadableText(m_body) ? QString::fromUtf8(m_body) : hexDump(m_body);
    emit copyRequested(form() == Form::Pretty ? prettyBody(text, m_contentType) : text);
}

void BodyView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_tree->setColumnHidden(ValueTreeModel::TypeColumn, width() < m_appearance.theme().px(typeNeeds));
    m_tree->setStretchColumn(ValueTreeModel::ValueColumn);
}

void BodyView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_appearance.theme().color(Token::Surface));
}

BodyPanel::BodyPanel(const Appearance& appearance, QWidget* parent)
    : QWidget(parent), m_head(new DetailsHead(appearance, this)), m_body(new BodyView(appearance, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_body->tools(), 0, Qt::AlignRight);
    column->addWidget(m_body, 1);
}

} // namespace inia::ui
