#include "ui/models/objecttablemodel.h"

namespace inia::ui {

ObjectTableModel::ObjectTableModel(QObject* parent) : ListingTableModel(parent) {}

ObjectTableModel::~ObjectTableModel() = default;

void ObjectTableModel::open(const Collection& listing, S3Location location)
{
    reset(std::move(location));
    openCursor(listing, "Open " + m_location.lastPart());
}

void ObjectTableModel::openFailed(S3Location location, Error error)
{
    reset(std::move(location));
    failToOpen(std::move(error));
}

void ObjectTableModel::clear()
{
    reset({});
    emit listingChanged();
}

void ObjectTableModel::reset(S3Location location)
{
    beginListing();
    m_store = ObjectStore(location.prefix);
    m_location = std::move(location);
    m_order = {};
    endResetModel();
}

void ObjectTableModel::forgetRows()
{
    m_store = ObjectStore(m_location.prefix);
    endResetModel();
}

void ObjectTableModel::storePage(const CollectionPage& page)
{
    m_store.append(page.response);
}

std::string ObjectTableModel::placeName() const
{
    return m_location.lastPart();
}

ArrangeJob ObjectTableModel::arrangeJob() const
{
    return
        [rows = m_store.rows(), order = m_order](Arrangement done, const std::function<bool()>& cancelled) {
            return arrange(rows, order, std::move(done), cancelled);
        };
}

void ObjectTableModel::sortBy(ObjectOrder::Key key, Qt::SortOrder direction)
{
    setOrder({key, direction, m_order.contains});
}

void ObjectTableModel::setContains(const QString& text)
{
    setOrder({m_order.key, m_order.direction, text.toStdString()});
}

QString ObjectTableModel::contains() const
{
    return QString::fromStdString(m_order.contains);
}

void ObjectTableModel::sort(int column, Qt::SortOrder direction)
{
    static constexpr ObjectOrder::Key keys[] = {ObjectOrder::Key::Name, ObjectOrder::Key::Size,
                                                ObjectOrder::Key::Modified, ObjectOrder::Key::StorageClass};
    sortBy(column < 0 || column >= ColumnCount ? ObjectOrder::Key::Server : keys[column], direction);
}

void ObjectTableModel::setOrder(ObjectOrder order)
{
    if (order == m_order)
        return;
    m_order = std::move(order);
    reorder();
}

} // namespace inia::ui
