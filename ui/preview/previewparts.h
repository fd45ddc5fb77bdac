#pragma once

#include "core/async/task.h"
#include "core/common/result.h"
#include "core/formats/compressed.h"
#include "core/formats/parquetfooter.h"
#include "ui/models/roles.h"
#include "ui/preview/previewcontent.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QProcess>
#include <QtCore/QTimer>
#include <QtGui/QImage>
#include <QtWidgets/QWidget>

#include <functional>

class QLineEdit;

namespace inia::ui {

class Appearance;
class ChoiceBox;
class ElidedLabel;
class SegmentedControl;
class Theme;

// The line above a preview: what it is shown as, how that is read, what was found out, and what is looked
// for.
class PreviewHead final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PreviewHead)

public:
    explicit PreviewHead(const Appearance& appearance, QWidget* parent = nullptr);

    // `content` null: nothing is known yet; `isShown`: it is on the screen, by lines or otherwise.
    void show(const PreviewContent* content, bool isShown, bool isByLines);
    [[nodiscard]] bool wantsTree() const; // of JSON
    void setWantsTree(bool wantsTree);
    void focusFind();
    [[nodiscard]] QString wanted() const;

signals:
    // All by the user.
    void kindChosen(inia::ui::PreviewKind kind);
    void dialectChosen(char delimiter, bool hasHeader);
    void formChosen();
    void partChosen(bool isEnd);
    void findRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void tellDialect();
    void fit();

    const Appearance& m_appearance;
    bool m_canFind = false;
    bool m_isFinding = false; // there, though there is little room

    ChoiceBox* m_kinds;
    ElidedLabel* m_facts;
    SegmentedControl* m_form;
    SegmentedControl* m_part;
    ChoiceBox* m_delimiters;
    SegmentedControl* m_header;
    QLineEdit* m_find;
};

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

struct DecodedPicture {
    QImage image; // at most as large as was asked for
    QString format;
    QSize size; // its own
    int depth = 0;
    int frames = 0;
};

// Has a picture decoded by inia-decoder, a process of its own: what a file does to a decoder ends there. A
// Task; it is killed after 15 s, or when nobody wants it any more.
class PictureDecoding final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PictureDecoding)

public:
    PictureDecoding(QByteArray bytes, int longestSide);
    ~PictureDecoding() override;

    void start();
    void cancel() override;
    // Valid after finished(). Fails with kind Unsupported, code NoDecoder, DecoderTimeout or one of the
    // decoder's.
    [[nodiscard]] const Result<DecodedPicture>& result() const { return m_result; }

    // Beside the program, or the one that INIA_DECODER names.
    [[nodiscard]] static QString program();
    void setTimeLimit(int milliseconds) { m_timer.setInterval(milliseconds); }

private:
    void giveUp() override;
    void takeOutput();
    void finish(Result<DecodedPicture> result);

    QByteArray m_bytes;
    int m_longestSide;
    QProcess* m_process; // goes by itself once it has ended
    QTimer m_timer;
    Result<DecodedPicture> m_result;
};

// A picture as large as there is room, never larger than it is, on a ground that shows what is transparent.
class PictureView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PictureView)

public:
    explicit PictureView(const Appearance& appearance, QWidget* parent = nullptr);

    void setPicture(QImage image, const QString& description);
    [[nodiscard]] const QImage& picture() const { return m_image; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Appearance& m_appearance;
    QImage m_image;
};

} // namespace inia::ui
