#include "ui/preview/linesview.h"

#include "core/formats/format.h"
#include "core/text/ascii.h"
#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"

#include <QtGui/QContextMenuEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollBar>

#include <algorithm>
#include <utility>

namespace inia::ui {

namespace {

constexpr std::size_t shownOfLine = std::size_t(16) << 10;
constexpr int tabStop = 8;
constexpr int hexRowLength = 78;
constexpr qsizetype mostCopied = qsizetype(32) << 20;

const QFontMetrics& metricsOf(const Theme& theme, std::optional<QFontMetrics>& cache)
{
    cache.emplace(theme.font(FontRole::Mono));
    return *cache;
}

// Tabs as the spaces they stand for; other controls as their pictures.
QString shownText(std::string_view bytes)
{
    const bool isCut = bytes.size() > shownOfLine;
    QString text =
        QString::fromUtf8(bytes.data(), static_cast<qsizetype>(std::min(bytes.size(), shownOfLine)));
    if (text.contains(u'\t')) {
        QString spaced;
        for (const QChar c : std::as_const(text)) {
            if (c == u'\t')
                spaced.append(QString(tabStop - spaced.size() % tabStop, u' '));
            else
                spaced.append(c);
        }
        text = std::move(spaced);
    }
    text = toOneLine(std::move(text));
    if (isCut)
        text.append(u'\u2026');
    return text;
}

bool equalLetters(char a, char b)
{
    return ascii::toLower(a) == ascii::toLower(b);
}

bool isWordPart(QChar c)
{
    return c.isLetterOrNumber() || c == u'_';
}

} // namespace

LinesView::LinesView(const Appearance& appearance, QWidget* parent)
    : QAbstractScrollArea(parent), m_appearance(appearance)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setCursor(Qt::IBeamCursor);
    verticalScrollBar()->setSingleStep(1);
}

void LinesView::setText(TextLines text, Colors colors, bool isNumbered)
{
    const bool isSame = !m_isHex && m_text.text && text.text && m_colors == colors &&
                        text.text->size() >= m_text.text->size() &&
                        text.text->compare(0, m_text.text->size(), *m_text.text) == 0;
    m_text = std::move(text);
    m_bytes.clear();
    m_isHex = false;
    m_colors = colors;
    m_isNumbered = isNumbered;
    if (!isSame) {
        m_anchor = m_cursor = {};
        verticalScrollBar()->setValue(0);
        horizontalScrollBar()->setValue(0);
    }
    measure();
    layOut();
}

void LinesView::setBytes(QByteArray bytes, std::int64_t base)
{
    const bool isSame = m_isHex && base == m_base && bytes.startsWith(m_bytes);
    m_base = base;
    m_bytes = std::move(bytes);
    m_text = {};
    m_isHex = true;
    m_colors = Colors::None;
    if (!isSame) {
        m_anchor = m_cursor = {};
        verticalScrollBar()->setValue(0);
        horizontalScrollBar()->setValue(0);
    }
    m_longest = hexRowLength;
    layOut();
}

void LinesView::showEnd()
{
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void LinesView::measure()
{
    std::size_t longest = 0;
    for (std::size_t i = 0; i < m_text.size(); ++i) {
        const std::size_t end = i + 1 < m_text.size() ? (*m_text.starts)[i + 1] : m_text.text->size();
        longest = std::max(longest, end - (*m_text.starts)[i]);
    }
    m_longest = static_cast<int>(std::min(longest, shownOfLine) + tabStop);
}

int LinesView::lineCount() const
{
    constexpr qsizetype bytes = hexRowBytes;
    return m_isHex ? static_cast<int>((m_bytes.size() + bytes - 1) / bytes) : static_cast<int>(m_text.size());
}

QString LinesView::line(int number) const
{
    if (number < 0 || number >= lineCount())
        return {};
    if (!m_isHex)
        return shownText(m_text.line(static_cast<std::size_t>(number)));
    const auto at = static_cast<std::size_t>(number) * hexRowBytes;
    const std::string_view bytes(m_bytes.constData(), static_cast<std::size_t>(m_bytes.size()));
    return toQString(hexRow(static_cast<std::uint64_t>(m_base) + at, bytes.substr(at, hexRowBytes)));
}

// ---- where things are -------------------------------------------------------------------------------------

int LinesView::gutterWidth() const
{
    const Theme& theme = m_appearance.theme();
    if (m_isHex || !m_isNumbered)
        return theme.sizes().panelPadding;
    std::optional<QFontMetrics> cache;
    const auto& metrics = metricsOf(theme, cache);
    const auto digits = static_cast<int>(QString::number(lineCount()).size());
    return metrics.horizontalAdvance(QString(qMax(3, digits), u'9')) + theme.px(24);
}

int LinesView::leftEdge() const
{
    return gutterWidth() - horizontalScrollBar()->value();
}

int LinesView::columnX(const QString& line, int column) const
{
    std::optional<QFontMetrics> cache;
    return leftEdge() + metricsOf(m_appearance.theme(), cache).horizontalAdvance(line.left(column));
}

LinesView::Spot LinesView::spotAt(const QPoint& position) const
{
    const int rowHeight = m_appearance.theme().sizes().valueRow;
    const int row = verticalScrollBar()->value() + qMax(0, position.y()) / rowHeight;
    if (lineCount() == 0)
        return {};
    Spot spot;
    spot.line = qMin(row, lineCount() - 1);
    const QString text = line(spot.line);
    if (row >= lineCount()) {
        spot.column = static_cast<int>(text.size());
        return spot;
    }
    std::optional<QFontMetrics> cache;
    const auto& metrics = metricsOf(m_appearance.theme(), cache);
    // Most characters are as wide as any other; only where they are not is it looked for.
    const int wanted = position.x() - leftEdge();
    int column = qBound(0, wanted / qMax(1, metrics.averageCharWidth()), int(text.size()));
    while (column > 0 && metrics.horizontalAdvance(text.left(column)) > wanted)
        --column;
    while (column < text.size() &&
           metrics.horizontalAdvance(text.left(column)) + metrics.horizontalAdvance(text.at(column)) / 2 <
               wanted)
        ++column;
    spot.column = column;
    return spot;
}

void LinesView::layOut()
{
    const Theme& theme = m_appearance.theme();
    std::optional<QFontMetrics> cache;
    const auto& metrics = metricsOf(theme, cache);
    const int rows = viewport()->height() / theme.sizes().valueRow;
    verticalScrollBar()->setPageStep(qMax(1, rows));
    verticalScrollBar()->setRange(0, qMax(0, lineCount() - rows));
    const int width = gutterWidth() + (m_longest + 2) * metrics.averageCharWidth();
    horizontalScrollBar()->setSingleStep(metrics.averageCharWidth() * 4);
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setRange(0, qMax(0, width - viewport()->width()));
    viewport()->update();
}

void LinesView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

// ---- painting ---------------------------------------------------------------------------------------------

void LinesView::paintEvent(QPaintEvent* event)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(viewport());
    painter.fillRect(event->rect(), theme.color(Token::Surface));
    painter.setFont(theme.font(FontRole::Mono));
    const int rowHeight = theme.sizes().valueRow;
    const int first = verticalScrollBar()->value() + event->rect().top() / rowHeight;
    const int last = qMin(lineCount() - 1, verticalScrollBar()->value() + event->rect().bottom() / rowHeight);
    for (int number = first; number <= last; ++number)
        paintLine(painter, number, (number - verticalScrollBar()->value()) * rowHeight);
    if (m_isHex || !m_isNumbered)
        return;
    // Over text that is scrolled below it.
    const int gutter = gutterWidth() - theme.px(12);
    painter.fillRect(0, event->rect().top(), gutter, event->rect().height(), theme.color(Token::Sunken));
    painter.setPen(theme.color(Token::Text3));
    for (int number = first; number <= last; ++number)
        painter.drawText(
            QRect(0, (number - verticalScrollBar()->value()) * rowHeight, gutter - theme.px(6), rowHeight),
            Qt::AlignRight | Qt::AlignVCenter, QString::number(number + 1));
}

void LinesView::paintLine(QPainter& painter, int number, int y) const
{
    const Theme& theme = m_appearance.theme();
    const QString text = line(number);
    const int rowHeight = theme.sizes().valueRow;
    const auto [begin, end] = selection();
    if (begin < end && number >= begin.line && number <= end.line) {
        const int from = number == begin.line ? columnX(text, begin.column) : leftEdge();
        const int to = number == end.line ? columnX(text, end.column)
                                          : columnX(text, static_cast<int>(text.size())) + theme.px(6);
        painter.fillRect(QRect(from, y, to - from, rowHeight),
                         theme.color(hasFocus() ? Token::Selection : Token::SelectionInactive));
    }
    painter.setPen(theme.color(Token::Text));
    if (m_colors == Colors::Json) {
        paintColored(painter, text, y);
        return;
    }
    // Of a long line only what is in sight, as far as its characters are all of one width.
    const QFontMetrics metrics = painter.fontMetrics();
    const int advance = qMax(1, metrics.averageCharWidth());
    const bool isEven = metrics.horizontalAdvance(text) == advance * int(text.size());
    const int skipped = isEven ? qBound(0, -leftEdge() / advance, int(text.size())) : 0;
    const QString shown = isEven ? text.mid(skipped, viewport()->width() / advance + 2) : text;
    painter.drawText(leftEdge() + skipped * advance,
                     y + (rowHeight + metrics.ascent() - metrics.descent()) / 2, shown);
}

// A line of JSON that is laid out has whole words, so that it can be coloured by itself.
void LinesView::paintColored(QPainter& painter, const QString& line, int y) const
{
    const Theme& theme = m_appearance.theme();
    const QFontMetrics metrics = painter.fontMetrics();
    const int base = y + (theme.sizes().valueRow + metrics.ascent() - metrics.descent()) / 2;
    int x = leftEdge();
    for (int at = 0; at < line.size() && x < viewport()->width();) {
        int end = at + 1;
        Token token = Token::Text2;
        const QChar c = line.at(at);
        if (c == u'"') {
            while (end < line.size() && line.at(end) != u'"')
                end += line.at(end) == u'\\' ? 2 : 1;
            end = qMin(end + 1, int(line.size()));
            token = QStringView(line).mid(end).startsWith(u':') ? Token::VKey : Token::VString;
        } else if (c.isLetterOrNumber() || c == u'-') {
            while (end < line.size() && (line.at(end).isLetterOrNumber() || line.at(end) == u'.' ||
                                         line.at(end) == u'-' || line.at(end) == u'+'))
                ++end;
            token = c == u'n' ? Token::VNull : c.isLetter() ? Token::VBool : Token::VNumber;
        } else {
            while (end < line.size() && line.at(end) != u'"' && line.at(end) != u'-' &&
                   !line.at(end).isLetterOrNumber())
                ++end;
        }
        const QString part = line.mid(at, end - at);
        painter.setPen(theme.color(token));
        painter.drawText(x, base, part);
        x += metrics.horizontalAdvance(part);
        at = end;
    }
}

// ---- selecting and finding --------------------------------------------------------------------------------

std::pair<LinesView::Spot, LinesView::Spot> LinesView::selection() const
{
    return std::minmax(m_anchor, m_cursor);
}

void LinesView::select(Spot anchor, Spot cursor)
{
    m_anchor = anchor;
    m_cursor = cursor;
    viewport()->update();
}

void LinesView::selectAll()
{
    if (lineCount() > 0)
        select({}, {lineCount() - 1, static_cast<int>(line(lineCount() - 1).size())});
}

void LinesView::showSpot(const Spot& spot)
{
    QScrollBar* vertical = verticalScrollBar();
    if (spot.line < vertical->value() || spot.line >= vertical->value() + vertical->pageStep())
        vertical->setValue(spot.line - vertical->pageStep() / 3);
    const int x = columnX(line(spot.line), spot.column) - leftEdge();
    QScrollBar* horizontal = horizontalScrollBar();
    const int room = viewport()->width() - gutterWidth();
    if (x < horizontal->value() || x > horizontal->value() + room - m_appearance.theme().px(40))
        horizontal->setValue(qMax(0, x - room / 2));
}

QString LinesView::selectedText() const
{
    const auto [begin, end] = selection();
    if (!(begin < end))
        return {};
    QString text;
    for (int number = begin.line; number <= end.line && text.size() < mostCopied; ++number) {
        // As it is in the text and not as it is shown, where whole lines are wanted.
        const bool isWhole = !m_isHex && (number > begin.line || begin.column == 0) && number < end.line;
        QString part = isWhole ? toQString(m_text.line(static_cast<std::size_t>(number))) : line(number);
        if (number == end.line)
            part.truncate(end.column);
        if (number == begin.line && !isWhole)
            part.remove(0, begin.column);
        text += part;
        if (number < end.line)
            text += u'\n';
    }
    return text;
}

bool LinesView::find(const QString& wanted, bool backwards)
{
    const std::string pattern = wanted.toStdString();
    if (pattern.empty() || lineCount() == 0)
        return false;
    const std::string_view all =
        m_isHex ? std::string_view(m_bytes.constData(), static_cast<std::size_t>(m_bytes.size()))
                : std::string_view(*m_text.text);
    const auto lineStart = [this](int number) {
        return m_isHex ? static_cast<std::size_t>(number) * hexRowBytes
                       : std::size_t((*m_text.starts)[static_cast<std::size_t>(number)]);
    };
    // From behind the selection on, then from the beginning; the other way round backwards.
    const auto [begin, end] = selection();
    const Spot from = backwards ? begin : end;
    std::size_t place = lineStart(from.line);
    if (!m_isHex)
        place += static_cast<std::size_t>(
            toQString(m_text.line(static_cast<std::size_t>(from.line))).left(from.column).toUtf8().size());
    else if (begin < end && !backwards)
        place += 1;
    place = std::min(place, all.size());
    const auto forward = [&](std::size_t first, std::size_t last) {
        const auto found =
            std::search(all.begin() + std::ptrdiff_t(first), all.begin() + std::ptrdiff_t(last),
                        pattern.begin(), pattern.end(), equalLetters);
        const auto at = static_cast<std::size_t>(found - all.begin());
        return at == last ? std::string_view::npos : at;
    };
    const auto backward = [&](std::size_t first, std::size_t last) {
        const auto found =
            std::find_end(all.begin() + std::ptrdiff_t(first), all.begin() + std::ptrdiff_t(last),
                          pattern.begin(), pattern.end(), equalLetters);
        const auto at = static_cast<std::size_t>(found - all.begin());
        return at == last ? std::string_view::npos : at;
    };
    std::size_t at = backwards ? backward(0, place) : forward(place, all.size());
    if (at == std::string_view::npos)
        at = backwards ? backward(0, all.size()) : forward(0, all.size());
    if (at == std::string_view::npos)
        return false;
    if (m_isHex) {
        const auto row = static_cast<int>(at / hexRowBytes);
        select({row, 0}, {row, static_cast<int>(line(row).size())});
    } else {
        const auto next = std::upper_bound(m_text.starts->begin(), m_text.starts->end(), at);
        const auto number = static_cast<int>(next - m_text.starts->begin()) - 1;
        const std::size_t start = lineStart(number);
        const auto column = [&](std::size_t bytes) {
            return static_cast<int>(shownText(all.substr(start, bytes)).size());
        };
        select({number, column(at - start)}, {number, column(at - start + pattern.size())});
    }
    showSpot(m_cursor);
    return true;
}

// ---- mouse and keys ---------------------------------------------------------------------------------------

void LinesView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const Spot spot = spotAt(event->position().toPoint());
    select(event->modifiers().testFlag(Qt::ShiftModifier) ? m_anchor : spot, spot);
}

void LinesView::mouseMoveEvent(QMouseEvent* event)
{
    if (!event->buttons().testFlag(Qt::LeftButton))
        return;
    const int y = event->position().toPoint().y();
    if (y < 0 || y > viewport()->height())
        verticalScrollBar()->setValue(verticalScrollBar()->value() + (y < 0 ? -1 : 1));
    select(m_anchor, spotAt(event->position().toPoint()));
}

void LinesView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const Spot spot = spotAt(event->position().toPoint());
    const QString text = lineCount() > 0 ? line(spot.line) : QString();
    int begin = qMin(spot.column, int(text.size()));
    int end = begin;
    while (begin > 0 && isWordPart(text.at(begin - 1)))
        --begin;
    while (end < text.size() && isWordPart(text.at(end)))
        ++end;
    select({spot.line, begin}, {spot.line, end});
}

void LinesView::copy()
{
    if (const QString text = selectedText(); !text.isEmpty())
        emit copyRequested(text);
}

void LinesView::keyPressEvent(QKeyEvent* event)
{
    QScrollBar* bar = verticalScrollBar();
    if (event->matches(QKeySequence::Copy))
        copy();
    else if (event->matches(QKeySequence::SelectAll))
        selectAll();
    else if (event->key() == Qt::Key_Home)
        bar->setValue(0);
    else if (event->key() == Qt::Key_End)
        bar->setValue(bar->maximum());
    else if (event->key() == Qt::Key_PageDown || event->key() == Qt::Key_PageUp)
        bar->triggerAction(event->key() == Qt::Key_PageDown ? QScrollBar::SliderPageStepAdd
                                                            : QScrollBar::SliderPageStepSub);
    else
        QAbstractScrollArea::keyPressEvent(event); // arrows scroll
}

void LinesView::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* copied = menu->addAction(m_appearance.icons().icon(QStringLiteral("copy")), tr("Copy"), this,
                                      &LinesView::copy);
    copied->setEnabled(!selectedText().isEmpty());
    menu->addAction(tr("Select all"), this, &LinesView::selectAll);
    menu->popup(event->globalPos());
}

// The window's own keys for copying and selecting stand back.
bool LinesView::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Copy) || key->matches(QKeySequence::SelectAll)) {
            event->accept();
            return true;
        }
    }
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        viewport()->update();
    return QAbstractScrollArea::event(event);
}

} // namespace inia::ui
