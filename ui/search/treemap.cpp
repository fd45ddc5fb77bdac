#include "ui/search/treemap.h"

#include "ui/models/displaytext.h"
#include "ui/models/objecttablemodel.h"
#include "ui/models/roles.h"
#include "ui/theme/appearance.h"

#include <QtGui/QAccessible>
#include <QtGui/QHelpEvent>
#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QToolTip>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace inia::ui {

namespace {

constexpr int mapHeight = 300;

using Sums = std::map<std::string, PrefixSizes::Sum, std::less<>>;

void addTo(PrefixSizes::Sum& sum, const PrefixSizes::Sum& other, int sign)
{
    sum.count += static_cast<std::uint64_t>(sign) * other.count;
    sum.bytes += sign * other.bytes;
    for (const auto& [name, amount] : other.classes) {
        auto& own = sum.classes[name];
        own.first += static_cast<std::uint64_t>(sign) * amount.first;
        own.second += sign * amount.second;
    }
    if (sign > 0 && other.oldest)
        sum.oldest = std::min(sum.oldest.value_or(*other.oldest), *other.oldest);
    if (sign > 0 && other.newest)
        sum.newest = std::max(sum.newest.value_or(*other.newest), *other.newest);
}

bool isLarger(const SizeShare& a, const SizeShare& b)
{
    return a.sum.bytes != b.sum.bytes ? a.sum.bytes > b.sum.bytes : a.sum.count > b.sum.count;
}

} // namespace

QString classText(const std::string& name)
{
    return storageClassText(name.empty() ? "STANDARD" : name);
}

QString classesText(const PrefixSizes::Sum& sum)
{
    std::vector<std::pair<std::int64_t, QString>> parts;
    for (const auto& [name, amount] : sum.classes) {
        if (amount.first > 0)
            parts.emplace_back(amount.second, classText(name));
    }
    std::sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    QStringList texts;
    for (const auto& [bytes, name] : parts) {
        const double percent = sum.bytes > 0 ? 100.0 * double(bytes) / double(sum.bytes) : 0;
        texts.append(parts.size() == 1 ? name
                                       : SizesModel::tr("%1 %2 %").arg(name, decimalNumber(percent, 0)));
    }
    return texts.join(QStringLiteral(", "));
}

// Of the objects that lie in the folder itself neither the oldest nor the newest is known: what is in folders
// cannot be taken out of those.
std::vector<SizeShare> sizeShares(const Sums& sums, const std::string& below, std::size_t most)
{
    const auto whole = sums.find(below);
    if (whole == sums.end())
        return {};
    std::vector<SizeShare> shares;
    SizeShare own{{}, SizesModel::tr("Objects in this folder"), whole->second};
    own.sum.oldest.reset();
    own.sum.newest.reset();
    bool hasFolders = false;
    for (auto at = std::next(whole); at != sums.end() && at->first.starts_with(below); ++at) {
        if (at->first.find('/', below.size()) + 1 != at->first.size())
            continue;
        shares.push_back(
            {at->first, toOneLine(std::string_view(at->first).substr(below.size())), at->second});
        addTo(own.sum, at->second, -1);
        hasFolders = true;
    }
    if (!hasFolders)
        own.sum = whole->second;
    if (own.sum.count > 0)
        shares.push_back(std::move(own));
    if (shares.size() > most) {
        const auto rest = shares.begin() + static_cast<std::ptrdiff_t>(most) - 1;
        std::nth_element(shares.begin(), rest, shares.end(), isLarger);
        SizeShare others{{}, SizesModel::tr("%1 others").arg(countText(shares.end() - rest)), {}};
        for (auto at = rest; at != shares.end(); ++at)
            addTo(others.sum, at->sum, 1);
        shares.erase(rest, shares.end());
        std::sort(shares.begin(), shares.end(), isLarger);
        shares.push_back(std::move(others)); // last, whatever its size
    } else {
        std::sort(shares.begin(), shares.end(), isLarger);
    }
    return shares;
}

// Rows along the shorter side, each filled as long as that makes its tiles squarer.
std::vector<QRectF> squarified(const std::vector<double>& weights, const QRectF& room)
{
    std::vector<QRectF> tiles(weights.size());
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (total <= 0 || room.isEmpty())
        return tiles;
    const double scale = room.width() * room.height() / total;
    QRectF left = room;
    std::size_t begin = 0;
    while (begin < weights.size()) {
        const bool isWide = left.width() >= left.height();
        const double side = isWide ? left.height() : left.width();
        double sum = 0;
        double worst = std::numeric_limits<double>::max();
        double least = std::numeric_limits<double>::max();
        double largest = 0;
        std::size_t end = begin;
        for (; end < weights.size(); ++end) {
            const double area = weights[end] * scale;
            const double lower = std::min(least, area);
            const double upper = std::max(largest, area);
            const double all = sum + area;
            const double ratio = lower > 0 && side > 0 ? std::max(side * side * upper / (all * all),
                                                                  all * all / (side * side * lower))
                                                       : worst;
            if (end > begin && ratio > worst)
                break;
            sum = all;
            least = lower;
            largest = upper;
            worst = ratio;
        }
        const double depth = side > 0 ? std::min(sum / side, isWide ? left.width() : left.height()) : 0;
        double at = isWide ? left.top() : left.left();
        for (std::size_t i = begin; i < end; ++i) {
            const double length = sum > 0 ? side * weights[i] * scale / sum : 0;
            tiles[i] =
                isWide ? QRectF(left.left(), at, depth, length) : QRectF(at, left.top(), length, depth);
            at += length;
        }
        left = isWide ? left.adjusted(depth, 0, 0, 0) : left.adjusted(0, depth, 0, 0);
        begin = end;
    }
    return tiles;
}

// ---- the table --------------------------------------------------------------------------------------------

SizesModel::SizesModel(QObject* parent) : QAbstractTableModel(parent) {}

void SizesModel::setShares(std::vector<SizeShare> shares)
{
    const bool isSame = shares.size() == m_shares.size() &&
                        std::equal(shares.begin(), shares.end(), m_shares.begin(),
                                   [](const auto& a, const auto& b) { return a.name == b.name; });
    std::vector<std::size_t> order = orderOf(shares);
    m_bytes = 0;
    for (const SizeShare& share : shares)
        m_bytes += share.sum.bytes;
    if (isSame && order == m_order) {
        m_shares = std::move(shares);
        if (!m_shares.empty())
            emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_shares = std::move(shares);
    m_order = std::move(order);
    endResetModel();
}

std::vector<std::size_t> SizesModel::orderOf(const std::vector<SizeShare>& shares) const
{
    std::vector<std::size_t> order(shares.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    if (m_sortColumn < 0)
        return order;
    const auto isBefore = [&](const SizeShare& a, const SizeShare& b) {
        switch (m_sortColumn) {
        case NameColumn:
            return a.name < b.name;
        case CountColumn:
            return a.sum.count < b.sum.count;
        case ClassesColumn:
            return classesText(a.sum) < classesText(b.sum);
        case OldestColumn:
            return a.sum.oldest < b.sum.oldest;
        case NewestColumn:
            return a.sum.newest < b.sum.newest;
        default:
            return a.sum.bytes < b.sum.bytes;
        }
    };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return m_direction == Qt::AscendingOrder ? isBefore(shares[a], shares[b])
                                                 : isBefore(shares[b], shares[a]);
    });
    return order;
}

void SizesModel::sort(int column, Qt::SortOrder direction)
{
    m_sortColumn = column;
    m_direction = direction;
    std::vector<std::size_t> order = orderOf(m_shares);
    if (order == m_order)
        return;
    emit layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const auto before = persistentIndexList();
    QModelIndexList after;
    std::vector<int> rows(order.size());
    for (std::size_t row = 0; row < order.size(); ++row)
        rows[order[row]] = static_cast<int>(row);
    for (const auto& index : before)
        after.append(this->index(rows[m_order[static_cast<std::size_t>(index.row())]], index.column()));
    m_order = std::move(order);
    changePersistentIndexList(before, after);
    emit layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

int SizesModel::rowOf(std::size_t share) const
{
    const auto found = std::find(m_order.begin(), m_order.end(), share);
    return found == m_order.end() ? -1 : static_cast<int>(found - m_order.begin());
}

int SizesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

int SizesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SizesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const SizeShare& share = shareAt(index.row());
    const int column = index.column();
    const auto time = [](const std::optional<std::int64_t>& moment) {
        return moment ? QVariant(static_cast<qlonglong>(*moment)) : QVariant();
    };
    if (role == Qt::ToolTipRole || role == ExactTextRole) {
        return column == BytesColumn     ? QVariant(exactSizeText(share.sum.bytes))
               : column == ClassesColumn ? QVariant(classesText(share.sum))
                                         : QVariant();
    }
    if (column == NameColumn && role == IconNameRole)
        return share.prefix.empty() ? QStringLiteral("file") : QStringLiteral("folder");
    if (column == NameColumn && role == FolderRole)
        return !share.prefix.empty();
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case NameColumn:
        return share.name;
    case BytesColumn:
        return static_cast<qlonglong>(share.sum.bytes);
    case PartColumn:
        return tr("%1 %").arg(
            decimalNumber(m_bytes > 0 ? 100.0 * double(share.sum.bytes) / double(m_bytes) : 0, 1));
    case CountColumn:
        return static_cast<qlonglong>(share.sum.count);
    case ClassesColumn:
        return classesText(share.sum);
    case OldestColumn:
        return time(share.sum.oldest);
    default:
        return time(share.sum.newest);
    }
}

QVariant SizesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    static constexpr ColumnKind kinds[] = {ColumnKind::Name,   ColumnKind::Size, ColumnKind::Text,
                                           ColumnKind::Number, ColumnKind::Text, ColumnKind::Date,
                                           ColumnKind::Date};
    if (role == ColumnKindRole)
        return QVariant::fromValue(kinds[section]);
    if (role != Qt::DisplayRole)
        return {};
    const std::array<QString, ColumnCount> titles{tr("Name"),    tr("Size"),   tr("Part"),  tr("Objects"),
                                                  tr("Classes"), tr("Oldest"), tr("Newest")};
    return titles[static_cast<std::size_t>(section)];
}

// ---- the map ----------------------------------------------------------------------------------------------

Treemap::Treemap(const Appearance& appearance, const SizesModel& model, QWidget* parent)
    : QWidget(parent), m_appearance(appearance), m_model(model)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Sizes as areas; the table says the same"));
    setMouseTracking(true);
}

QSize Treemap::sizeHint() const
{
    const int height = m_appearance.theme().px(mapHeight);
    return {height * 2, height};
}

void Treemap::setColour(Colour colour)
{
    m_colour = colour;
    update();
}

void Treemap::refresh(qint64 nowMs)
{
    m_now = nowMs;
    if (m_current >= static_cast<int>(m_model.shares().size()))
        m_current = -1;
    layOut();
}

void Treemap::layOut()
{
    std::vector<double> weights;
    double bytes = 0;
    for (const SizeShare& share : m_model.shares())
        bytes += double(share.sum.bytes);
    for (const SizeShare& share : m_model.shares()) // of nothing but empty objects, by their number
        weights.push_back(bytes > 0 ? double(share.sum.bytes) : double(share.sum.count));
    const int edge = m_appearance.theme().px(8);
    m_tiles = squarified(weights, QRectF(rect()).adjusted(edge, 0, -edge, -edge));
    update();
}

int Treemap::tileAt(const QPointF& point) const
{
    const auto found = std::find_if(m_tiles.begin(), m_tiles.end(),
                                    [&point](const QRectF& tile) { return tile.contains(point); });
    return found == m_tiles.end() ? -1 : static_cast<int>(found - m_tiles.begin());
}

// The nearest tile in a direction, of those beside this one if there are any.
int Treemap::neighbour(int dx, int dy) const
{
    const QPointF from = m_tiles[static_cast<std::size_t>(m_current)].center();
    int best = m_current;
    double least = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i < m_tiles.size(); ++i) {
        const QPointF step = m_tiles[i].center() - from;
        const double along = step.x() * dx + step.y() * dy;
        const double across = std::abs(step.x() * dy) + std::abs(step.y() * dx);
        if (static_cast<int>(i) == m_current || along <= 0 || m_tiles[i].isEmpty())
            continue;
        if (const double distance = along + 2 * across; distance < least) {
            least = distance;
            best = static_cast<int>(i);
        }
    }
    return best;
}

void Treemap::setCurrent(int share)
{
    if (m_current == share)
        return;
    m_current = share;
    setAccessibleDescription(share < 0 ? QString() : textOf(share));
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    update();
}

void Treemap::choose(int share)
{
    if (share < 0 || share == m_current)
        return;
    setCurrent(share);
    emit currentChanged(share);
}

QString Treemap::textOf(int share) const
{
    const SizeShare& tile = m_model.shares()[static_cast<std::size_t>(share)];
    return tr("%1: %2 in %3 objects, %4")
        .arg(tile.name, sizeText(tile.sum.bytes), countText(static_cast<qint64>(tile.sum.count)),
             classesText(tile.sum));
}

// A tint, on which text can be read: of the class most bytes are in, or paler with age.
QColor Treemap::colorOf(const PrefixSizes::Sum& sum) const
{
    static constexpr std::array<Token, 6> classTokens{Token::Session1, Token::Session2, Token::Session3,
                                                      Token::Session4, Token::Session5, Token::Session6};
    const Theme& theme = m_appearance.theme();
    const auto mixed = [&theme](Token token, double part) {
        const QColor& ground = theme.color(Token::Surface);
        const QColor& over = theme.color(token);
        const auto mix = [part](int a, int b) { return static_cast<int>(a + part * (b - a)); };
        return QColor(mix(ground.red(), over.red()), mix(ground.green(), over.green()),
                      mix(ground.blue(), over.blue()));
    };
    if (m_colour == Colour::Class) {
        static constexpr std::array<std::string_view, 6> order{
            "STANDARD", "STANDARD_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"};
        const auto most =
            std::max_element(sum.classes.begin(), sum.classes.end(),
                             [](const auto& a, const auto& b) { return a.second.second < b.second.second; });
        const std::string_view name =
            most == sum.classes.end() || most->first.empty() ? "STANDARD" : std::string_view(most->first);
        const auto at = std::find(order.begin(), order.end(), name);
        return at == order.end() ? mixed(Token::Text3, 0.3)
                                 : mixed(classTokens[static_cast<std::size_t>(at - order.begin())], 0.35);
    }
    constexpr double dayMs = 86'400'000;
    constexpr double oldestDays = 1500; // no paler beyond
    if (!sum.newest)
        return mixed(Token::Text3, 0.15);
    const double days = std::clamp((double(m_now) - double(*sum.newest)) / dayMs, 0.0, oldestDays);
    return mixed(Token::Accent, 0.5 - 0.42 * std::log1p(days) / std::log1p(oldestDays));
}

void Treemap::paintTile(QPainter& painter, int share) const
{
    const Theme& theme = m_appearance.theme();
    const auto& tile = m_model.shares()[static_cast<std::size_t>(share)];
    const QRectF room = m_tiles[static_cast<std::size_t>(share)].adjusted(0.5, 0.5, -0.5, -0.5);
    if (room.width() < 1 || room.height() < 1)
        return;
    painter.fillRect(room, colorOf(tile.sum));
    if (share == m_current) {
        painter.setPen(QPen(theme.color(hasFocus() ? Token::Focus : Token::Accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(room.adjusted(1, 1, -1, -1));
    }
    const int edge = theme.px(6);
    const QRectF text = room.adjusted(edge, theme.px(4), -edge, -theme.px(2));
    painter.setFont(theme.font(FontRole::Secondary));
    const QFontMetricsF metrics(painter.font());
    if (text.width() < theme.px(28) || text.height() < metrics.height())
        return;
    painter.setPen(theme.color(Token::Text));
    painter.drawText(text, Qt::AlignLeft | Qt::AlignTop,
                     metrics.elidedText(tile.name, Qt::ElideMiddle, text.width()));
    if (text.height() < 2 * metrics.height())
        return;
    painter.setPen(theme.color(Token::Text2));
    painter.drawText(text.adjusted(0, metrics.height(), 0, 0), Qt::AlignLeft | Qt::AlignTop,
                     metrics.elidedText(sizeText(tile.sum.bytes), Qt::ElideRight, text.width()));
}

void Treemap::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_appearance.theme().color(Token::Surface));
    for (std::size_t i = 0; i < std::min(m_tiles.size(), m_model.shares().size()); ++i)
        paintTile(painter, static_cast<int>(i));
}

void Treemap::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layOut();
}

void Treemap::mousePressEvent(QMouseEvent* event)
{
    m_pressed = event->button() == Qt::LeftButton ? tileAt(event->position()) : -1;
    choose(m_pressed);
}

void Treemap::mouseReleaseEvent(QMouseEvent* event)
{
    const int pressed = std::exchange(m_pressed, -1);
    if (pressed >= 0 && tileAt(event->position()) == pressed)
        emit opened(pressed);
}

void Treemap::keyPressEvent(QKeyEvent* event)
{
    const int key = event->key();
    const bool isStep =
        key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down;
    if (m_tiles.empty() || (!isStep && key != Qt::Key_Return && key != Qt::Key_Enter)) {
        QWidget::keyPressEvent(event);
        return;
    }
    if (!isStep) {
        if (m_current >= 0)
            emit opened(m_current);
    } else if (m_current < 0) {
        choose(0);
    } else {
        choose(neighbour(key == Qt::Key_Left    ? -1
                         : key == Qt::Key_Right ? 1
                                                : 0,
                         key == Qt::Key_Up     ? -1
                         : key == Qt::Key_Down ? 1
                                               : 0));
    }
}

bool Treemap::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int tile = tileAt(help->pos());
    QToolTip::showText(help->globalPos(), tile < 0 ? QString() : textOf(tile), this);
    return true;
}

} // namespace inia::ui
