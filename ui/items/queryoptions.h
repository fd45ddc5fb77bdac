#pragma once

#include "core/dynamodb/itemquery.h"

#include <QtCore/QObject>

class QMenu;

namespace inia::ui {

// The quieter options of a scan or query: how many items make a page, which order, how consistent.
class QueryOptions final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(QueryOptions)

public:
    enum class PageSize : quint8 { Automatic, Hundred, Thousand, Megabyte };

    explicit QueryOptions(QObject* parent = nullptr);

    void reset();
    // Global indexes have no consistent read.
    void setGlobalIndex(bool isGlobal);
    // The page size stays: it is about looking, not about what is asked.
    void readFrom(const dynamodb::ItemQuery& query);
    // Last, as it looks at the mode and at whether there are filters.
    void writeTo(dynamodb::ItemQuery& query) const;
    // Adds what changes them; `isQuery` as scans have no order.
    void fillMenu(QMenu& menu, bool isQuery);

private:
    void addFlag(QMenu& menu, const QString& text, bool QueryOptions::*flag, bool isPossible);
    void addPageSizes(QMenu& menu);

    PageSize m_pageSize = PageSize::Automatic;
    bool m_isGlobal = false;
    bool m_consistent = false;
    bool m_descending = false;
};

} // namespace inia::ui
