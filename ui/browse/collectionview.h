#pragma once

#include "core/resource/serverfilters.h"
#include "ui/browse/listingpage.h"
#include "ui/models/resourcetablemodel.h"

#include <memory>
#include <optional>
#include <vector>

namespace inia::ui {

// The resources of one collection as a table.
class CollectionView final : public ListingPage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CollectionView)

public:
    CollectionView(const Appearance& appearance, QString profile, QWidget* parent = nullptr);
    ~CollectionView() override;
    // Shared by the tables of a window.
    void setColumnChoices(std::shared_ptr<ColumnChoices> choices);

    // Lists a collection from its first page, or says why there is none. The resource whose last identifiers
    // are `select`, joined by ",", becomes current once it is there. The same collection keeps its filters.
    void enter(const Result<Collection>& collection, const std::string& select = {});
    // The same for a collection of several regions, listed as one; they are of one type.
    void enter(std::vector<MergedCursor::Part> regions, const std::string& select = {});
    // The same for the collection that is listed already; empty for no row.
    void select(const std::string& id);
    // Lists it once more, with all kept that can be.
    void reload();
    // Nothing is shown and nothing under way any more.
    void clear();

    // Which columns there are: asks for them in a dialog, `typing` with the expression at hand.
    void chooseColumns(bool typing = false);
    // What is listed, with the filters of the server.
    [[nodiscard]] std::optional<Collection> listed() const;
    // The same with all its regions, by themselves.
    [[nodiscard]] std::vector<MergedCursor::Part> listedRegions() const;
    // In the order of the rows.
    [[nodiscard]] std::vector<Resource> selected() const;
    // The region whose failure is the only row selected.
    [[nodiscard]] std::optional<std::size_t> selectedFailure() const;
    // What is listed exists in other regions too, so that a button offers them where there is room for it.
    void offerRegions(bool offers);
    void retryRegion(std::size_t part) { m_model->retryPart(part); }
    [[nodiscard]] const ResourceTableModel& model() const { return *m_model; }

signals:
    void resourceOpened(const inia::Resource& resource); // double click, Return
    void contextMenuRequested(const std::vector<inia::Resource>& resources, const QPoint& global);
    void regionsRequested(); // to choose those that are listed

private:
    CollectionView(std::unique_ptr<ResourceTableModel> model, const Appearance& appearance, QString profile,
                   QWidget* parent);

    void buildColumns();
    void buildFilter();
    void open();
    void layOutColumns();
    void showColumnMenu(const QPoint& global);
    void takeColumnOrder();
    void completeWhatIsSeen();
    void showContextMenu(const QPoint& inViewport);
    void showFailureMenu(std::size_t part, const QPoint& global);
    [[nodiscard]] Collection filtered(const Collection& collection) const;
    void addServerFilter(const QString& text);
    void setFilters(std::vector<ServerFilter> filters);
    void showChips();
    [[nodiscard]] int widthOf(int section) const;

    void resizeEvent(QResizeEvent* event) override;
    [[nodiscard]] ListingWords words() const override;
    [[nodiscard]] int takePendingRow() override;
    void activate(const QModelIndex& index) override;
    [[nodiscard]] std::string rowKey(int row) const override { return m_model->keyOf(row); }
    [[nodiscard]] QString copyText() const override;
    void clearServerFilter() override;
    void act(const QString& id) override;

    std::unique_ptr<ResourceTableModel> m_model;
    QString m_profile;
    std::optional<Collection> m_collection;    // without the filters
    std::vector<MergedCursor::Part> m_regions; // likewise; empty for one collection alone
    ServerFilters m_canFilter;
    std::vector<ServerFilter> m_filters;
    std::string m_pending;
    QWidget* m_regionsTool = nullptr;
    bool m_offersRegions = false;
    QTimer m_seenTimer;      // the rows in sight have rested for a moment
    bool m_measured = false; // the columns are as wide as their contents need
};

} // namespace inia::ui
