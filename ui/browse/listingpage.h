#pragma once

#include "ui/browse/listingtexts.h"
#include "ui/widgets/rowsview.h"

namespace inia::ui {

class FilterRow;
class ListingTableModel;

// What views over a listing share: the filter above and the order of the rows. Subclasses know what the rows
// are and what is said about them.
class ListingPage : public RowsView {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ListingPage)

public:
    void focusFilter() override;
    void cancel() override;

signals:
    // By key, of the rows selected.
    void deletionRequested();

protected:
    // `model` outlives the view. The subclass calls refresh() at the end of its constructor.
    ListingPage(const Appearance& appearance, ListingTableModel& model, const QString& rowsName,
                QWidget* parent);

    [[nodiscard]] FilterRow& filter() const { return *m_filter; }
    // Lists it once more, with order, filter, selection and place kept; false when there is nothing listed.
    bool reloadRows();
    // The model has gone back to the server's order; the header has to say so too.
    void resetSorting();
    // Makes a row the current one as soon as takePendingRow() finds it.
    void selectPending();

private:
    ListingPage(const Appearance& appearance, ListingTableModel& model, FilterRow* filter,
                const QString& rowsName, QWidget* parent);

    [[nodiscard]] virtual ListingWords words() const = 0;
    // The row that is to be selected once it is there; -1 for none. Forgets it when it gives one.
    [[nodiscard]] virtual int takePendingRow() = 0;
    virtual void activate(const QModelIndex& index) = 0;
    // Takes away the server's filter, or moves the text of the field there.
    virtual void clearServerFilter() = 0;

    [[nodiscard]] RowsReport report() const override;
    void loadMore() override;
    void loadAll() override;
    void retry() override;
    void clearFilters() override;
    [[nodiscard]] quint64 lastCallId() const override;
    void setContains(const QString& text);
    [[nodiscard]] ListingFacts facts() const;

    ListingTableModel& m_model;
    FilterRow* m_filter;
};

} // namespace inia::ui
