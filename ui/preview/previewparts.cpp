#include "ui/preview/previewparts.h"

#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtGui/QFontMetrics>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace inia::ui {

namespace {

constexpr std::array delimiters{',', ';', '\t', '|'};

} // namespace

PreviewHead::PreviewHead(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_kinds(new ChoiceBox(appearance, ChoiceBox::Typing::No, this)),
      m_facts(new ElidedLabel(appearance, FontRole::Secondary, Token::Text2, this)),
      m_form(new SegmentedControl(appearance, {tr("Tree"), tr("Text")}, this, SegmentedControl::Size::Dock)),
      m_part(
          new SegmentedControl(appearance, {tr("Beginning"), tr("End")}, this, SegmentedControl::Size::Dock)),
      m_delimiters(new ChoiceBox(appearance, ChoiceBox::Typing::No, this)),
      m_header(new SegmentedControl(appearance, {tr("Header"), tr("No header")}, this,
                                    SegmentedControl::Size::Dock)),
      m_find(new QLineEdit(this))
{
    const Theme& theme = appearance.theme();
    QStringList kinds;
    for (int i = 0; i < previewKindCount; ++i)
        kinds.append(previewKindName(static_cast<PreviewKind>(i)));
    m_kinds->setChoices(kinds);
    m_kinds->setAccessibleName(tr("Shown as"));
    m_kinds->fitWidth();
    m_delimiters->setChoices({tr("Comma"), tr("Semicolon"), tr("Tab"), tr("Bar")});
    m_delimiters->setAccessibleName(tr("Cells are divided by"));
    m_delimiters->fitWidth();
    m_facts->setElideMode(Qt::ElideRight);
    m_find->setPlaceholderText(tr("Find in what is loaded"));
    m_find->setAccessibleName(m_find->placeholderText());
    m_find->setClearButtonEnabled(true);
    m_find->addAction(appearance.icons().icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_find->setMinimumWidth(theme.px(120));
    m_find->setMaximumWidth(theme.px(260));
    setFixedHeight(theme.sizes().filterRow);
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(theme.px(8), 0, theme.px(8), 0);
    line->setSpacing(theme.px(8));
    line->addWidget(m_kinds);
    line->addWidget(m_form);
    line->addWidget(m_part);
    line->addWidget(m_delimiters);
    line->addWidget(m_header);
    line->addWidget(m_facts, 1);
    line->addWidget(m_find);
    connect(m_kinds, &QComboBox::activated, this,
            [this](int index) { emit kindChosen(static_cast<PreviewKind>(index)); });
    connect(m_form, &SegmentedControl::currentChanged, this, &PreviewHead::formChosen);
    connect(m_part, &SegmentedControl::currentChanged, this,
            [this](int index) { emit partChosen(index == 1); });
    connect(m_delimiters, &QComboBox::activated, this, &PreviewHead::tellDialect);
    connect(m_header, &SegmentedControl::currentChanged, this, &PreviewHead::tellDialect);
    connect(m_find, &QLineEdit::returnPressed, this, &PreviewHead::findRequested);
}

void PreviewHead::show(const PreviewContent* content, bool isShown, bool isByLines)
{
    m_kinds->setVisible(content != nullptr);
    if (content != nullptr)
        m_kinds->setCurrentIndex(static_cast<int>(content->kind));
    const bool isJson = isShown && content->kind == PreviewKind::Json;
    const bool isDelimited = isShown && content->kind == PreviewKind::Table && !content->table.isJsonLines();
    m_facts->setText(isShown ? content->facts.join(QStringLiteral(" \u00B7 ")) : QString());
    m_form->setVisible(isJson);
    m_part->setVisible(isShown && content->hasEnd);
    m_part->setCurrentIndex(content != nullptr && content->base > 0 ? 1 : 0);
    m_delimiters->setVisible(isDelimited);
    m_header->setVisible(isDelimited);
    m_canFind = isShown && isByLines;
    fit();
    if (!isDelimited)
        return;
    const auto& dialect = content->table.dialect();
    const auto* at = std::find(delimiters.begin(), delimiters.end(), dialect.delimiter);
    m_delimiters->setCurrentIndex(static_cast<int>(at - delimiters.begin()));
    m_header->setCurrentIndex(dialect.hasHeader ? 0 : 1);
}

// In a narrow panel the field comes when it is asked for.
void PreviewHead::fit()
{
    constexpr int enough = 480;
    m_find->setVisible(m_canFind && (m_isFinding || width() >= m_appearance.theme().px(enough)));
}

void PreviewHead::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

bool PreviewHead::wantsTree() const
{
    return m_form->currentIndex() == 0;
}

void PreviewHead::setWantsTree(bool wantsTree)
{
    m_form->setCurrentIndex(wantsTree ? 0 : 1);
}

void PreviewHead::focusFind()
{
    m_isFinding = true;
    fit();
    m_find->setFocus(Qt::ShortcutFocusReason);
    m_find->selectAll();
}

QString PreviewHead::wanted() const
{
    return m_find->isVisible() ? m_find->text() : QString();
}

void PreviewHead::tellDialect()
{
    const int index = qBound(0, m_delimiters->currentIndex(), static_cast<int>(delimiters.size()) - 1);
    emit dialectChosen(delimiters.at(static_cast<std::size_t>(index)), m_header->currentIndex() == 0);
}

namespace {

class TableWords {
    Q_DECLARE_TR_FUNCTIONS(Preview)
};

constexpr int shownOfCell = 500; // more would only be elided
constexpr qint64 shownOfTooltip = 2000;

PreviewRows::Cell textCell(const std::string& text)
{
    PreviewRows::Cell cell;
    const QString whole = toQString(text);
    cell.value = toOneLine(whole.left(shownOfCell));
    if (whole.size() > shownOfCell || whole.contains(u'\n'))
        cell.exact = whole.left(shownOfTooltip);
    return cell;
}

int rowNumber(std::size_t count)
{
    return static_cast<int>(std::min(count, static_cast<std::size_t>(std::numeric_limits<int>::max())));
}

// Of the first groups of rows; which is the least of all is not to be told by texts.
QString spans(const ParquetFooter& parquet, std::size_t column)
{
    constexpr qsizetype most = 3;
    QStringList spans;
    for (const auto& group : parquet.rowGroups()) {
        if (column >= group.chunks.size() || spans.size() == most)
            break;
        const auto& chunk = group.chunks[column];
        if (!chunk.least.empty() || !chunk.greatest.empty())
            spans.append(toOneLine(chunk.least) + QStringLiteral(" \u2026 ") + toOneLine(chunk.greatest));
    }
    return spans.join(QStringLiteral(", "));
}

} // namespace

PreviewRows PreviewRows::of(TextTable table)
{
    PreviewRows rows;
    rows.columns.append({QStringLiteral("#"), ColumnKind::Name});
    for (const auto& name : table.columns())
        rows.columns.append({toOneLine(name), ColumnKind::Text});
    rows.count = rowNumber(table.size());
    // A view asks for all cells of a row, one after the other.
    struct Last {
        int number = -1;
        TextTable::Row row;
    };
    rows.cell = [table = std::move(table), last = std::make_shared<Last>()](int row, int column) {
        if (last->number != row)
            *last = {row, table.row(static_cast<std::size_t>(row))};
        if (column > 0)
            return textCell(last->row.cells[static_cast<std::size_t>(column - 1)]);
        Cell cell;
        cell.value = groupedNumber(row + 1);
        cell.problem = sentenceText(last->row.problem);
        cell.exact = cell.problem.isEmpty()
                         ? QString()
                         : cell.problem + u'\n' +
                               toQString(table.line(static_cast<std::size_t>(row))).left(shownOfTooltip);
        if (!cell.problem.isEmpty())
            cell.icon = QStringLiteral("warn");
        return cell;
    };
    return rows;
}

PreviewRows PreviewRows::of(std::shared_ptr<const ZipDirectory> zip)
{
    PreviewRows rows;
    rows.columns = {{TableWords::tr("Name"), ColumnKind::Name},
                    {TableWords::tr("Size"), ColumnKind::Size},
                    {TableWords::tr("Packed"), ColumnKind::Size},
                    {TableWords::tr("Method"), ColumnKind::Secondary},
                    {TableWords::tr("Modified"), ColumnKind::Secondary},
                    {TableWords::tr("CRC-32"), ColumnKind::Mono}};
    rows.count = rowNumber(zip->entries().size());
    rows.cell = [zip = std::move(zip)](int row, int column) {
        const auto& entry = zip->entries()[static_cast<std::size_t>(row)];
        Cell cell;
        switch (column) {
        case 0:
            cell.value = toOneLine(entry.name);
            cell.icon = entry.isEncrypted  ? QStringLiteral("lock")
                        : entry.isFolder() ? QStringLiteral("folder")
                                           : QStringLiteral("file");
            cell.exact = entry.isEncrypted ? TableWords::tr("Encrypted") : QString();
            break;
        case 1:
        case 2:
            if (!entry.isFolder())
                cell.value = qlonglong(column == 1 ? entry.size : entry.packedSize);
            break;
        case 3:
            cell.value = toOneLine(entry.methodName());
            break;
        case 4: // a clock on a wall, which is nobody's zone
            if (entry.modified > 0)
                cell.value = dateText(entry.modified * 1000, QTimeZone::utc());
            break;
        default:
            cell.value = QStringLiteral("%1").arg(entry.crc, 8, 16, QLatin1Char('0'));
        }
        return cell;
    };
    return rows;
}

PreviewRows PreviewRows::of(const ParquetFooter& parquet)
{
    PreviewRows rows;
    rows.columns = {{TableWords::tr("Column"), ColumnKind::Name},
                    {TableWords::tr("Type"), ColumnKind::Mono},
                    {TableWords::tr("Meaning"), ColumnKind::Secondary},
                    {TableWords::tr("Values"), ColumnKind::Secondary},
                    {TableWords::tr("Codec"), ColumnKind::Secondary},
                    {TableWords::tr("Packed"), ColumnKind::Size},
                    {TableWords::tr("Size"), ColumnKind::Size},
                    {TableWords::tr("Nulls"), ColumnKind::Number},
                    {TableWords::tr("Least and greatest"), ColumnKind::Text}};
    auto cells = std::make_shared<std::vector<QList<QVariant>>>();
    for (std::size_t i = 0; i < parquet.columns().size(); ++i) {
        const auto& column = parquet.columns()[i];
        std::int64_t packed = 0;
        std::int64_t size = 0;
        std::int64_t nulls = 0;
        QString codec;
        for (const auto& group : parquet.rowGroups()) {
            if (i >= group.chunks.size())
                continue;
            packed += group.chunks[i].packedSize;
            size += group.chunks[i].size;
            nulls = nulls < 0 || group.chunks[i].nulls < 0 ? -1 : nulls + group.chunks[i].nulls;
            codec = toOneLine(group.chunks[i].codec);
        }
        const QString values = column.isRepeated   ? TableWords::tr("list")
                               : column.isOptional ? TableWords::tr("optional")
                                                   : TableWords::tr("required");
        cells->push_back({toOneLine(column.path), toOneLine(column.type), toOneLine(column.meaning), values,
                          codec, qlonglong(packed), qlonglong(size),
                          nulls < 0 ? QVariant() : QVariant(qlonglong(nulls)), spans(parquet, i)});
    }
    rows.count = rowNumber(cells->size());
    rows.cell = [cells](int row, int column) {
        Cell cell;
        cell.value = cells->at(static_cast<std::size_t>(row)).at(column);
        return cell;
    };
    return rows;
}

void PreviewTableModel::setRows(PreviewRows rows)
{
    const bool isSame = rows.columns == m_rows.columns && rows.count >= m_rows.count && m_rows.count > 0;
    if (!isSame) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    if (rows.count == m_rows.count) {
        m_rows = std::move(rows);
        emit dataChanged(index(0, 0), index(m_rows.count - 1, columnCount() - 1));
        return;
    }
    beginInsertRows({}, m_rows.count, rows.count - 1);
    m_rows = std::move(rows);
    endInsertRows();
}

QString PreviewTableModel::copyText(const QModelIndexList& rows) const
{
    QStringList lines;
    for (const QModelIndex& index : rows) {
        QStringList cells;
        for (int column = 0; column < m_rows.columns.size(); ++column)
            cells.append(m_rows.cell(index.row(), column).value.toString());
        lines.append(cells.join(u'\t'));
    }
    return lines.join(u'\n');
}

int PreviewTableModel::neededWidth(int column, const Theme& theme) const
{
    constexpr int looked = 30;
    constexpr int longest = 80;
    const QFontMetrics metrics(theme.font(FontRole::Data));
    int width = metrics.horizontalAdvance(m_rows.columns.at(column).name);
    for (int row = 0; row < qMin(looked, m_rows.count); ++row) {
        const auto cell = m_rows.cell(row, column);
        const int icon = cell.icon.isEmpty() ? 0 : theme.px(22);
        width = qMax(width, icon + metrics.horizontalAdvance(cell.value.toString().left(longest)));
    }
    return width + theme.px(column == 0 ? 34 : 24);
}

int PreviewTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows.count;
}

int PreviewTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.columns.size());
}

QVariant PreviewTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return m_rows.cell(index.row(), index.column()).value;
    case IconNameRole:
    case ExactTextRole: {
        const auto cell = m_rows.cell(index.row(), index.column());
        const QString text = role == IconNameRole ? cell.icon : cell.exact;
        return text.isEmpty() ? QVariant() : QVariant(text);
    }
    default:
        return {};
    }
}

QVariant PreviewTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_rows.columns.size())
        return {};
    if (role == Qt::DisplayRole)
        return m_rows.columns.at(section).name;
    if (role == ColumnKindRole)
        return QVariant::fromValue(m_rows.columns.at(section).kind);
    return {};
}

namespace {

constexpr int mostMilliseconds = 15'000;

Error pictureError(const char* code, const QString& message)
{
    return makeError(ErrorKind::Unsupported, code, message.toStdString());
}

// What the decoder calls by a code.
Error refusedPicture(const QString& code, const QSize& size)
{
    if (code == QLatin1String("NoSvg"))
        return pictureError("NoSvg", PictureDecoding::tr("It is no SVG that can be drawn."));
    if (code == QLatin1String("UnknownPicture"))
        return pictureError("UnknownPicture",
                            PictureDecoding::tr("It is no picture of a kind that can be decoded here."));
    if (code == QLatin1String("DamagedPicture"))
        return pictureError("DamagedPicture", PictureDecoding::tr("The picture is damaged."));
    if (code == QLatin1String("FileTooLarge"))
        return pictureError("FileTooLarge", PictureDecoding::tr("It is larger than 32 MiB."));
    if (code == QLatin1String("PictureTooLarge"))
        return pictureError("PictureTooLarge",
                            PictureDecoding::tr("It has %1 \u00D7 %2 points, more than 100 million.")
                                .arg(countText(size.width()), countText(size.height())));
    return pictureError("NotDecoded", PictureDecoding::tr("It cannot be decoded."));
}

Result<DecodedPicture> readPicture(const QByteArray& output)
{
    const qsizetype end = output.indexOf('\n');
    const QJsonObject head = QJsonDocument::fromJson(output.left(qMax(qsizetype(0), end))).object();
    const auto number = [&head](const char* name) { return head.value(QLatin1String(name)).toInt(); };
    if (head.contains(QStringLiteral("error")))
        return refusedPicture(head.value(QStringLiteral("error")).toString(),
                              {number("width"), number("height")});
    const QSize shown(number("shownWidth"), number("shownHeight"));
    const QByteArray points = output.mid(end + 1);
    if (shown.isEmpty() || points.size() != qsizetype(shown.width()) * shown.height() * 4)
        return pictureError("NotDecoded", PictureDecoding::tr("It cannot be decoded."));
    DecodedPicture picture;
    picture.image = QImage(reinterpret_cast<const uchar*>(points.constData()), shown.width(), shown.height(),
                           shown.width() * 4, QImage::Format_ARGB32_Premultiplied)
                        .copy();
    picture.format = head.value(QStringLiteral("format")).toString();
    picture.size = {number("width"), number("height")};
    picture.depth = number("depth");
    picture.frames = number("frames");
    return picture;
}

} // namespace

PictureDecoding::PictureDecoding(QByteArray bytes, int longestSide)
    : m_bytes(std::move(bytes)),
      m_longestSide(longestSide),
      m_process(new QProcess),
      m_result(makeError(ErrorKind::Cancelled, "Unfinished", "The picture is being decoded."))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(mostMilliseconds);
    connect(&m_timer, &QTimer::timeout, this,
            [this] { finish(pictureError("DecoderTimeout", tr("Decoding it takes too long."))); });
    connect(m_process, &QProcess::finished, this, &PictureDecoding::takeOutput);
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            finish(pictureError("NoDecoder", tr("The program %1 is not there.").arg(program())));
    });
}

PictureDecoding::~PictureDecoding()
{
    giveUp();
}

QString PictureDecoding::program()
{
    const QString named = qEnvironmentVariable("INIA_DECODER");
    return named.isEmpty() ? QCoreApplication::applicationDirPath() + QStringLiteral("/inia-decoder") : named;
}

void PictureDecoding::start()
{
    m_timer.start();
    m_process->setProcessChannelMode(QProcess::SeparateChannels);
    m_process->setStandardErrorFile(QProcess::nullDevice());
    m_process->start(program(), {QString::number(m_longestSide)});
    m_process->write(m_bytes);
    m_process->closeWriteChannel();
    m_bytes.clear();
}

void PictureDecoding::takeOutput()
{
    if (m_process->exitStatus() == QProcess::CrashExit || m_process->exitCode() != 0)
        finish(pictureError("NotDecoded", tr("It cannot be decoded: the decoder gave up on it.")));
    else
        finish(readPicture(m_process->readAllStandardOutput()));
}

// Nobody waits for what is killed.
void PictureDecoding::giveUp()
{
    m_timer.stop();
    QProcess* process = std::exchange(m_process, nullptr);
    if (process == nullptr)
        return;
    process->disconnect();
    if (process->state() == QProcess::NotRunning) {
        process->deleteLater();
        return;
    }
    connect(process, &QProcess::finished, process, &QObject::deleteLater);
    process->kill();
}

void PictureDecoding::cancel()
{
    if (!isFinished())
        finish(makeError(ErrorKind::Cancelled, "Cancelled", "Decoding was stopped."));
}

void PictureDecoding::finish(Result<DecodedPicture> result)
{
    if (isFinished())
        return;
    giveUp();
    m_result = std::move(result);
    end();
}

PictureView::PictureView(const Appearance& appearance, QWidget* parent)
    : QWidget(parent), m_appearance(appearance)
{
    setFocusPolicy(Qt::StrongFocus);
}

void PictureView::setPicture(QImage image, const QString& description)
{
    m_image = std::move(image);
    setAccessibleName(description);
    update();
}

void PictureView::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Token::Sunken));
    if (m_image.isNull())
        return;
    const int margin = theme.sizes().panelPadding;
    const QSize room = size() - QSize(2 * margin, 2 * margin);
    QSize size = m_image.size() / devicePixelRatioF();
    if (size.width() > room.width() || size.height() > room.height())
        size.scale(room, Qt::KeepAspectRatio);
    const QRect target(QPoint((width() - size.width()) / 2, (height() - size.height()) / 2), size);
    if (m_image.hasAlphaChannel()) {
        painter.fillRect(target, theme.color(Token::Surface));
        painter.save();
        painter.setClipRect(target);
        const int side = theme.px(8);
        for (int y = target.top(), row = 0; y <= target.bottom(); y += side, ++row) {
            for (int x = target.left() + (row % 2) * side; x <= target.right(); x += 2 * side)
                painter.fillRect(x, y, side, side, theme.color(Token::Track));
        }
        painter.restore();
    }
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(target, m_image);
}

} // namespace inia::ui
