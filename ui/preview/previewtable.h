#pragma once

#include "core/formats/compressed.h"
#include "core/formats/parquetfooter.h"
#include "ui/models/roles.h"
#include "ui/preview/previewcontent.h"

#include <QtCore/QAbstractTableModel>

#include <functional>

namespace inia::ui {

class Theme;

// Rows of what is previewed, each made when it is looked at.
struct PreviewRows {
    struct Column {
        QString name;
        ColumnKind kind = ColumnKind::Text;
        friend bool operator==(const Column&, const Column&) = default;
    };
    struct Cell {
        QVariant value;
        QString exact;   // for the tooltip
        QString problem; // of the row
        QString icon;
    };
    QList<Column> columns;
    int count = 0;
    std::function<Cell(int row, int column)> cell;

    // The first column has the number of the row, and says what is wrong with it.
    [[nodiscard]] static PreviewRows of(TextTable table);
    [[nodiscard]] static PreviewRows of(std::shared_ptr<const ZipDirectory> zip);
    // A row for each column of the file.
    [[nodiscard]] static PreviewRows of(const ParquetFooter& parquet);
};

class PreviewTableModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PreviewTableModel)

public:
    using QAbstractTableModel::QAbstractTableModel;

    // Rows that have the same columns and only are more come behind those that are there.
    void setRows(PreviewRows rows);
    // Of these rows, as lines of cells that a spreadsheet takes.
    [[nodiscard]] QString copyText(const QModelIndexList& rows) const;

    // Of a column, for its name and its first rows.
    [[nodiscard]] int neededWidth(int column, const Theme& theme) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    PreviewRows m_rows;
};

} // namespace inia::ui
