#pragma once

#include "core/listing/objectsearch.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QRectF>
#include <QtWidgets/QWidget>

#include <map>
#include <string>
#include <vector>

namespace inia::ui {

class Appearance;

// What is directly in a folder, by how much there is below it: its folders, and its own objects as one.
struct SizeShare {
    std::string prefix; // of a folder; empty for what is no folder
    QString name;
    PrefixSizes::Sum sum;
};

// The largest first; beyond `most`, the others are one. `sums` are those of a count, `below` a folder in it.
[[nodiscard]] std::vector<SizeShare>
sizeShares(const std::map<std::string, PrefixSizes::Sum, std::less<>>& sums, const std::string& below,
           std::size_t most);

// "Standard 80 %, Glacier 20 %", the largest first.
[[nodiscard]] QString classesText(const PrefixSizes::Sum& sum);
// As people call it; none is the usual one.
[[nodiscard]] QString classText(const std::string& name);

// Rectangles in `room` with areas as their weights are, which fall, each as near to a square as that can be.
[[nodiscard]] std::vector<QRectF> squarified(const std::vector<double>& weights, const QRectF& room);

// The shares as a table that can be sorted.
class SizesModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SizesModel)

public:
    enum Column {
        NameColumn,
        BytesColumn,
        PartColumn,
        CountColumn,
        ClassesColumn,
        OldestColumn,
        NewestColumn,
        ColumnCount
    };

    explicit SizesModel(QObject* parent = nullptr);

    // The same folders keep their selection.
    void setShares(std::vector<SizeShare> shares);
    [[nodiscard]] const std::vector<SizeShare>& shares() const { return m_shares; }
    [[nodiscard]] const SizeShare& shareAt(int row) const
    {
        return m_shares[m_order[static_cast<std::size_t>(row)]];
    }
    [[nodiscard]] int rowOf(std::size_t share) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder direction) override;

private:
    [[nodiscard]] std::vector<std::size_t> orderOf(const std::vector<SizeShare>& shares) const;

    std::vector<SizeShare> m_shares;  // the largest first
    std::vector<std::size_t> m_order; // of the rows
    std::int64_t m_bytes = 0;         // of all
    int m_sortColumn = -1;
    Qt::SortOrder m_direction = Qt::AscendingOrder;
};

// The shares as areas. The table beside it says the same, for those who read or hear it.
class Treemap final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Treemap)

public:
    static constexpr std::size_t mostTiles = 500;
    enum class Colour : quint8 { Class, Age };

    // `model` outlives the map.
    Treemap(const Appearance& appearance, const SizesModel& model, QWidget* parent = nullptr);

    void setColour(Colour colour);
    // Takes what the model has now; `nowMs` is what ages count from.
    void refresh(qint64 nowMs);
    [[nodiscard]] int current() const { return m_current; }
    void setCurrent(int share);
    [[nodiscard]] const std::vector<QRectF>& tiles() const { return m_tiles; }
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void currentChanged(int share); // by the user
    void opened(int share);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    void layOut();
    void choose(int share);
    [[nodiscard]] int tileAt(const QPointF& point) const;
    [[nodiscard]] int neighbour(int dx, int dy) const;
    [[nodiscard]] QString textOf(int share) const;
    [[nodiscard]] QColor colorOf(const PrefixSizes::Sum& sum) const;
    void paintTile(QPainter& painter, int share) const;

    const Appearance& m_appearance;
    const SizesModel& m_model;
    std::vector<QRectF> m_tiles;
    Colour m_colour = Colour::Class;
    qint64 m_now = 0;
    int m_current = -1;
    int m_pressed = -1;
};

} // namespace inia::ui
